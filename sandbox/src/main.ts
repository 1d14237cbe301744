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
