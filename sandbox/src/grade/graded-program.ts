import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Finding } from './finding.ts'

/** A program that is graded, while it runs. */
export interface GradedProgram extends AsyncDisposable {
  /** @throws Finding if it has ended, or does not answer within 30 seconds */
  get(path: string, cookies?: string): Promise<Response>
}

const START_MS = 90_000
const ANSWER_MS = 30_000
const POLL_MS = 50
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const HAS_GROUPS = type() !== 'Windows_NT'

/** @throws Error if the program ends, or accepts no connection within 90 seconds */
export async function startProgram(
  [command = '', ...args]: readonly string[],
  port: number,
  variables: Readonly<Record<string, string>>,
): Promise<GradedProgram> {
  const child = spawn(command, args, {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Its own process group: commands such as npx start the program as a child process, and do not forward signals.
    detached: HAS_GROUPS,
  })
  const stopWatching = endWithGrader(child)
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`)))
    child.once('exit', () => reject(new Error(`${command} has ended before it accepted a connection.`)))
  })
  failed.catch(() => undefined)
  await Promise.race([failed, waitFor(port, child, failed)]).catch(async (error: unknown) => {
    await end(child)
    stopWatching()
    throw error
  })
  return {
    get: (path, cookies) => {
      if (child.exitCode !== null) throw new Finding('The program has ended.')
      return fetch(`http://127.0.0.1:${port}${path}`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(cookies && { headers: { cookie: cookies } }),
      }).catch((error: unknown) => {
        throw new Finding(
          error instanceof Error && error.name === 'TimeoutError'
            ? `The program did not answer ${path} within ${ANSWER_MS / 1000} seconds.`
            : `The program closed the connection at ${path}: did it crash?`,
        )
      })
    },
    [Symbol.asyncDispose]: () => end(child).finally(stopWatching),
  }
}

async function waitFor(port: number, child: ChildProcess, failed: Promise<never>): Promise<void> {
  const until = Date.now() + START_MS
  while (Date.now() < until && child.exitCode === null && child.pid !== undefined) {
    const socket = connect({ port, host: '127.0.0.1' })
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await sleep(POLL_MS)
  }
  // The reason arrives with a later event.
  if (Date.now() < until) await failed
  throw new Error(
    `${child.spawnfile} does not accept connections at PORT (${port}) after ${START_MS / 1000} seconds.`,
  )
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit')
    sendSignal(child, 'SIGTERM')
    const isSlow = await Promise.race([ended.then(() => false), sleep(3000, true, { ref: false })])
    if (isSlow) sendSignal(child, 'SIGKILL')
    await ended
  }
  // Child processes that the program has left running.
  if (HAS_GROUPS) sendSignal(child, 'SIGKILL')
}

/** Ends the program when the grader ends without having done so: a signal, or an error of its own. Returns what stops that. */
function endWithGrader(child: ChildProcess): () => void {
  const kill = (): void => sendSignal(child, 'SIGKILL')
  const endBySignal = (signal: NodeJS.Signals): void => {
    stop()
    kill()
    process.kill(process.pid, signal)
  }
  const stop = (): void => {
    process.off('exit', kill)
    for (const signal of SIGNALS) process.off(signal, endBySignal)
  }
  process.once('exit', kill)
  for (const signal of SIGNALS) process.once(signal, endBySignal)
  return stop
}

/** Sends a signal to the program and to what it has started; none if both have ended. */
function sendSignal({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(HAS_GROUPS ? -pid : pid, signal)
  } catch (error) {
    // Linux reports that there is no process, macOS that it is not permitted.
    const isGone =
      error instanceof Error && 'code' in error && ['ESRCH', 'EPERM'].includes(String(error.code))
    if (!isGone) throw error
  }
}
