import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntil } from './wait-for.ts'

export interface ProxyCommand {
  readonly path: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Ends it gracefully. */
  readonly stopSignal: NodeJS.Signals
}

/** Starts a reverse proxy on a port of loopback, with its configuration in a folder of its own; ends with the test. */
export async function startProxy(
  port: number,
  configuration: string,
  command: (folder: string, file: string) => ProxyCommand,
): Promise<AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-proxy-'))
  const file = join(folder, 'configuration')
  writeFileSync(file, configuration.replaceAll('{folder}', folder))
  const { path, args, env, stopSignal } = command(folder, file)
  const child = spawn(path, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })
  let printed = ''
  child.stderr.on('data', (data: Buffer) => void (printed += data.toString()))
  const ended = new Promise<void>((done) => void child.once('exit', () => done()))
  const answers = async (): Promise<boolean> =>
    child.exitCode !== null || Boolean(await fetch(`http://127.0.0.1:${port}/`).catch(() => null))
  await waitUntil(answers, `${path} answers`)
  if (child.exitCode !== null) throw new Error(`${path} ended: ${printed}`)
  return {
    async [Symbol.asyncDispose]() {
      child.kill(stopSignal)
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
