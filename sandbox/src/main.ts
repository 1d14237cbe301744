import { startSandbox, type Sandbox } from './sandbox.ts'

/*
 * Runs the sandbox, with the settings `LETTERLOCK_SANDBOX_PORT` and `LETTERLOCK_SANDBOX_STATE_FILE`, until SIGTERM or SIGINT. A parent
 * process with an IPC channel (`child_process`) gets the URL as a message; the sandbox ends with it.
 */
function readPort(text = ''): number {
  const value = text.trim() || '4401'
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new Error(`LETTERLOCK_SANDBOX_PORT is “${value}”, which is not a port: use a number from 0 to 65535.`)
}

async function start(): Promise<Sandbox> {
  const port = readPort(process.env['LETTERLOCK_SANDBOX_PORT'])
  const stateFile = process.env['LETTERLOCK_SANDBOX_STATE_FILE']?.trim()
  return startSandbox({ port, ...(stateFile && { stateFile }) }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new Error(
        `LETTERLOCK_SANDBOX_PORT is ${port}, which is in use: stop the program that uses it, or choose another port.`,
      )
    if (error.code === 'EACCES' && error.syscall === 'listen')
      throw new Error(
        `LETTERLOCK_SANDBOX_PORT is ${port}, which this user is not allowed to listen on: choose a port from 1024 up.`,
      )
    throw error
  })
}

// The reader of the output may have ended; the server continues.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const sandbox = await start().catch((error: unknown) => {
  process.stderr.write(`The sandbox cannot start: ${(error as Error).message}\n`)
  process.exit(1)
})
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
  process.once(reason, () => void sandbox.close().then(() => process.exit(0)))
process.send?.({ url: sandbox.url, publicUrl: sandbox.url })
process.stdout.write(`Sandbox ready at ${sandbox.url}/_sandbox/\n`)
