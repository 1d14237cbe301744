import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { CliError } from './cli-error.ts'

/** A server in its own process, which ends with this one. */
export interface Launched {
  readonly name: Server
  /** The URL at which it listens, on this machine. */
  readonly url: string
  /** The URL for browsers. */
  readonly publicUrl: string
  /** Whether it prints a link that sets up the dashboard. */
  readonly needsSetup: boolean
  readonly process: ChildProcess
  readonly ended: Promise<End>
  /** Stops it, and waits until it has ended. */
  stop(): Promise<void>
}

export type Server = 'server' | 'sandbox'

export interface End {
  /** In words, such as “with status 1”. */
  readonly how: string
  /** Whether it ended on request. */
  readonly isClean: boolean
}

export interface LaunchOptions {
  readonly prints?: 'everything' | 'errors'
  /** Its data directory is deleted with it. */
  readonly temporary?: boolean
  /** Stops it, even while it starts. */
  readonly endRequest?: AbortSignal
}

/**
 * Node options of our servers. A young generation of 8 MB instead of 16 saves 17 MB of resident memory after a thousand token reads, and
 * is not slower.
 */
export const NODE_FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8']

/**
 * Compiled code is cached in the package. From the second start on, a server is ready in two thirds of the time and uses about 20 MB
 * less, because nothing is compiled from TypeScript again.
 */
export const NODE_ENVIRONMENT = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../.cache', import.meta.url)),
}

/** How long a server that has nothing left to do may take to exit; Node can stand still then (https://github.com/nodejs/node/issues/54918). */
const MAX_EXIT_MS = 5_000
/** Longer than a server takes to stop: its shutdown delay is two minutes at most, the timeout of a refresh ten. */
const MAX_STOP_MS = 13 * 60_000

/**
 * Starts a server and waits until it says where it listens; its output is passed on. The IPC channel also tells the server when its
 * parent has exited. There is no timeout: the server becomes ready, or exits with a reason.
 * @throws CliError
 */
export async function launch(
  name: Server,
  environment: Readonly<Record<string, string>>,
  { prints = 'everything', temporary = false, endRequest }: LaunchOptions = {},
): Promise<Launched> {
  const options = temporary ? ['--temporary'] : []
  const child = spawn(process.execPath, [...NODE_FLAGS, programOf(name), ...options], {
    env: { ...NODE_ENVIRONMENT, ...process.env, ...environment },
    stdio: ['ignore', name === 'server' && prints === 'everything' ? 'inherit' : 'ignore', 'inherit', 'ipc'],
  })
  let stoodStill = false
  child.once('disconnect', () => {
    setTimeout(() => (stoodStill = child.kill('SIGKILL')), MAX_EXIT_MS).unref()
  })
  const ended = once(child, 'exit').then(([code, signal]): End => ({
    how: signal === null ? `with status ${String(code)}` : `by ${String(signal)}`,
    isClean: code === 0 || stoodStill,
  }))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const lastResort = setTimeout(() => child.kill('SIGKILL'), MAX_STOP_MS)
    await ended
    clearTimeout(lastResort)
  }
  endRequest?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  const ready = once(child, 'message').then(([message]) => message as Ready)
  const endedEarly = ended.then(({ how, isClean }) => {
    if (endRequest?.aborted || isClean) throw stoppedEarly(name)
    throw new CliError(`The ${name} ended while starting, ${how}.`, 'See the line above for the reason.')
  })
  const { url, publicUrl, needsSetup = false } = await Promise.race([ready, endedEarly])
  return { name, url, publicUrl, needsSetup, process: child, ended, stop }
}

export const stoppedEarly = (name: Server): CliError =>
  new CliError(`The ${name} was stopped before it was ready.`, 'Start it again; what is stored is kept.')

/** The file of a server's program: the published bundle, or its source in the repository. */
export const programOf = (name: Server): string => fileURLToPath(import.meta.resolve(`#${name}`))

/** The message of a server that is ready. */
interface Ready {
  readonly url: string
  readonly publicUrl: string
  readonly needsSetup?: boolean
}
