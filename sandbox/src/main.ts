import { startSandbox } from './server.ts'

/** Runs the sandbox by itself: `LETTERLOCK_SANDBOX_PORT`, `LETTERLOCK_SANDBOX_STATE`. Ends on SIGTERM or SIGINT. */
const sandbox = await startSandbox({
  port: Number(process.env['LETTERLOCK_SANDBOX_PORT'] ?? 4401),
  ...(process.env['LETTERLOCK_SANDBOX_STATE'] && { stateFile: process.env['LETTERLOCK_SANDBOX_STATE'] }),
})
process.stdout.write(`Sandbox ready at ${sandbox.url}/_sandbox/\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
