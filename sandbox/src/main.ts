import { setFlagsFromString } from 'node:v8'

// Live data is less than 25 MB. Without these flags, V8 uses up to 48 MB for new objects, lets the old generation grow fourfold before a
// collection, and has compiler threads that keep 20 MB. They must be set before anything is loaded.
setFlagsFromString('--optimize-for-size')
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--heap-growing-percent=10')
setFlagsFromString('--no-incremental-marking')
setFlagsFromString('--no-maglev')

// If the reader of the output has ended, the sandbox continues.
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
