import { readFileSync } from 'node:fs'
import { endProcess } from './end-process.ts'
import { notSaved } from './not-saved.ts'
import { readOptions } from './read-options.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
import { howToTrust } from './tls/how-to-trust.ts'
import { reasonOf } from './reason-of.ts'

const HELP = `Usage: letterlock-sandbox [options]
       letterlock-sandbox grade [options] -- COMMAND

Simulates Mailchimp, MailUp and Constant Contact on this machine.

  --host ADDRESS      address to listen on (127.0.0.1)
  --port PORT         port to listen on, 0 for a free one (LETTERLOCK_SANDBOX_PORT, or 4401)
  --state FILE        keep the state in this file between runs (LETTERLOCK_SANDBOX_STATE_FILE)
  --fixtures FILE     contents at the start and after a reset, as JSON or YAML
  --no-limits         turn off the providers’ rate limits
  --worlds            let tests name worlds of their own: Sandbox-World: NAME, or NAME.localhost
  --tls               serve the providers’ own host names, with a certificate authority of its own
  --tls-port PORT     port of encrypted connections without a proxy (a free one)
  --certificate FILE  where the authority’s certificate is written (a new temporary file)
  --allowed-host NAME a public host name of the sandbox, for its control page; may be repeated
  --help              show this
  --version           show the version

Call URL/HOST/PATH instead of https://HOST/PATH. The page at URL/_sandbox/ shows every request.
To test a program, see “letterlock-sandbox grade --help”.
`

const OPTIONS = {
  host: { type: 'string' },
  port: { type: 'string' },
  state: { type: 'string' },
  fixtures: { type: 'string' },
  'no-limits': { type: 'boolean' },
  worlds: { type: 'boolean' },
  tls: { type: 'boolean' },
  'tls-port': { type: 'string' },
  certificate: { type: 'string' },
  'allowed-host': { type: 'string', multiple: true },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const

/** The folder of the package, one level above this file, built or not. */
function readVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
  return version
}

/** The port, and its name in messages: the option or, if a program started the sandbox, the setting. */
function choosePort(given: string | undefined): { name: string; port: number } {
  const setting = process.env['LETTERLOCK_SANDBOX_PORT']?.trim() || undefined
  const isSetting = given === undefined && (setting !== undefined || process.send !== undefined)
  const name = isSetting ? 'LETTERLOCK_SANDBOX_PORT' : '--port'
  return { name, port: readPort(name, given ?? setting ?? '4401') }
}

function readPort(name: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new Error(`${name} is “${text}”, which is not a port: use a number from 0 to 65535.`)
}

/**
 * Runs the sandbox until SIGTERM or SIGINT, with these options or the settings `LETTERLOCK_SANDBOX_PORT` and
 * `LETTERLOCK_SANDBOX_STATE_FILE`. A parent process with an IPC channel (`child_process`) gets the URL as a message; the sandbox ends with it.
 *
 * @throws Error with a sentence for the user
 */
export async function startCommand(args: string[]): Promise<void> {
  const starting = start(args)
  // Registered before it listens: the first process of a container ignores signals without a handler.
  const stop = async (): Promise<void> => {
    // The reason for a failed start is reported below.
    const started = await starting.catch(() => undefined)
    await started?.close().catch((error: unknown) => {
      process.stderr.write(`The sandbox has stopped, and its ${notSaved(error)}\n`)
      process.exit(1)
    })
    if (started) endProcess()
  }
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(reason, () => void stop())
  const sandbox = await starting.catch((error: unknown) => {
    throw new Error(`The sandbox cannot start: ${reasonOf(error)}`, {
      cause: error,
    })
  })
  if (!sandbox) return
  process.send?.({ url: sandbox.url, publicUrl: sandbox.url })
  process.stdout.write(`Sandbox ready at ${sandbox.url}/_sandbox/\n`)
  const { tls, hosts } = sandbox
  if (tls) process.stdout.write(`\n${howToTrust({ ...tls, hosts })}`)
}

async function start(args: string[]): Promise<Sandbox | undefined> {
  const { values } = readOptions('letterlock-sandbox', { args, options: OPTIONS })
  if (values.help || values.version) {
    process.stdout.write(values.help ? HELP : `${readVersion()}\n`)
    return undefined
  }
  const { name, port } = choosePort(values.port)
  const stateFile = values.state ?? process.env['LETTERLOCK_SANDBOX_STATE_FILE']?.trim()
  // YAML and the schema are loaded on demand.
  const fixtures = values.fixtures && (await import('./read-fixtures.ts')).readFixtures(values.fixtures)
  return startSandbox({
    port,
    noLimits: values['no-limits'] ?? false,
    worlds: values.worlds ?? false,
    tls: tlsOptions(values),
    ...(values.host && { host: values.host }),
    ...(values['allowed-host'] && { allowedHosts: values['allowed-host'] }),
    ...(stateFile && { stateFile }),
    ...(fixtures && { fixtures }),
  }).catch((error: NodeJS.ErrnoException) => {
    const taken =
      'port' in error && error.port !== port ? `--tls-port is ${String(error.port)}` : `${name} is ${port}`
    const sentence = {
      EADDRINUSE: `${taken}, which is in use: stop the program that uses it, or choose another port.`,
      EACCES: `${taken}, which this user is not allowed to listen on: choose a port from 1024 up.`,
      ENOTFOUND: noAddress(values.host),
      EADDRNOTAVAIL: noAddress(values.host),
    }[error.syscall === 'listen' || error.syscall === 'getaddrinfo' ? (error.code ?? '') : '']
    throw sentence === undefined ? error : new Error(sentence, { cause: error })
  })
}

const noAddress = (host = ''): string =>
  `--host is “${host}”, which is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all of its addresses.`

interface TlsValues {
  readonly tls?: boolean
  readonly 'tls-port'?: string
  readonly certificate?: string
}

/** Each of the three options enables encrypted connections. */
function tlsOptions({ tls, 'tls-port': port, certificate }: TlsValues): NonNullable<SandboxOptions['tls']> {
  if (port === undefined && certificate === undefined) return tls ?? false
  return {
    ...(port !== undefined && { port: readPort('--tls-port', port) }),
    ...(certificate !== undefined && { certificateFile: certificate }),
  }
}
