#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { readFixtures } from './fixtures/fixtures.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'

/*
 * Runs the sandbox until SIGTERM or SIGINT, with these options or the settings `LETTERLOCK_SANDBOX_PORT` and
 * `LETTERLOCK_SANDBOX_STATE_FILE`. A parent process with an IPC channel (`child_process`) gets the URL as a message; the sandbox ends with it.
 */
const HELP = `Usage: letterlock-sandbox [options]

Simulates Mailchimp, MailUp and Constant Contact on this machine.

  --host ADDRESS    address to listen on (127.0.0.1)
  --port PORT       port to listen on, 0 for a free one (LETTERLOCK_SANDBOX_PORT, or 4401)
  --state FILE      keep the state in this file between runs (LETTERLOCK_SANDBOX_STATE_FILE)
  --fixtures FILE   users, API keys and apps that are there at the start and after a reset, as JSON
  --no-limits       without the providers' rate limits
  --help            show this

Call URL/HOST/PATH instead of https://HOST/PATH. The page at URL/_sandbox/ shows what happens.
`

const OPTIONS = {
  host: { type: 'string' },
  port: { type: 'string' },
  state: { type: 'string' },
  fixtures: { type: 'string' },
  'no-limits': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

function readPort(name: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new Error(`${name} is “${text}”, which is not a port: use a number from 0 to 65535.`)
}

async function start(): Promise<Sandbox | undefined> {
  const { values } = parseArgs({ options: OPTIONS })
  if (values.help) return undefined
  const name = values.port === undefined ? 'LETTERLOCK_SANDBOX_PORT' : '--port'
  const port = readPort(name, values.port ?? (process.env['LETTERLOCK_SANDBOX_PORT']?.trim() || '4401'))
  const stateFile = values.state ?? process.env['LETTERLOCK_SANDBOX_STATE_FILE']?.trim()
  const fixtures = values.fixtures && readFixtures(values.fixtures)
  return startSandbox({
    port,
    noLimits: values['no-limits'] ?? false,
    ...(values.host && { host: values.host }),
    ...(stateFile && { stateFile }),
    ...(fixtures && { fixtures }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new Error(
        `${name} is ${port}, which is in use: stop the program that uses it, or choose another port.`,
      )
    if (error.code === 'EACCES' && error.syscall === 'listen')
      throw new Error(
        `${name} is ${port}, which this user is not allowed to listen on: choose a port from 1024 up.`,
      )
    throw error
  })
}

// The reader of the output may have ended; the server continues.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const sandbox = await start().catch((error: unknown) => {
  process.stderr.write(
    `The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
})
if (sandbox) {
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
    process.once(reason, () => void sandbox.close().then(() => process.exit(0)))
  process.send?.({ url: sandbox.url, publicUrl: sandbox.url })
  process.stdout.write(`Sandbox ready at ${sandbox.url}/_sandbox/\n`)
} else process.stdout.write(HELP)
