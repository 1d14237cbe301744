import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cleanEnvironment, type Project } from './project.ts'

/** `letterlock start --sandbox`, as a user runs it in a project's folder. */
export interface StartedLetterlock {
  readonly url: string
  readonly secretKey: string
  /** What was printed until it was ready. */
  readonly printed: string
  stop(): Promise<void>
}

const READY = /Letterlock is ready\s+(\S+)[\s\S]*Stop with Ctrl-C/

/** @param command what is written before `start`, such as `npx letterlock` */
export async function startLetterlock(
  project: Project,
  [program, ...args]: readonly [string, ...string[]],
  node?: string,
): Promise<StartedLetterlock> {
  const child = spawn(program, [...args, 'start', '--sandbox'], {
    cwd: project.folder,
    env: { ...cleanEnvironment(node), LETTERLOCK_PORT: '0', LETTERLOCK_SANDBOX_PORT: '0', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'close')
  const stop = async (): Promise<void> => {
    // npx does not pass every signal on: the whole group is asked, as Ctrl-C does in a terminal.
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGINT')
    await ended
  }
  project.stops.push(stop)
  let printed = ''
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
        const [, found] = READY.exec(printed) ?? []
        if (found !== undefined) resolve(found)
      })
    void ended.then(() => reject(new Error(`it ended without being ready:\n${printed}`)))
  })
  const secretKey = readFileSync(project.path('letterlock-data', 'secret.key'), 'utf8').trim()
  return { url, secretKey, printed, stop }
}
