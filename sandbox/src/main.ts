import { setFlagsFromString } from 'node:v8'

// What lives on is less than 25 MB. Without these, V8 takes up to 48 MB for new objects, lets the others grow fourfold, and by 8 MB at
// least, before it looks through them and while it does, and has two compilers whose threads keep 20 MB. They count before anything is loaded.
setFlagsFromString('--optimize-for-size')
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--heap-growing-percent=10')
setFlagsFromString('--no-incremental-marking')
setFlagsFromString('--no-maglev')

// The reader of the output may have ended; the sandbox continues.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const args = process.argv.slice(2)
const isGrade = args[0] === 'grade'
const run = isGrade
  ? import('./grade/grade-command.ts').then(({ gradeCommand }) => gradeCommand(args.slice(1)))
  : import('./start-command.ts').then(({ startCommand }) => startCommand(args))
await run.catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(isGrade ? 2 : 1)
})
