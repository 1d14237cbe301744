import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { TestWorld } from '@letterlock/testing/world.ts'
import { MAIN } from './main.ts'

export function run(world: TestWorld, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      LETTERLOCK_URL: world.server.localUrl,
      LETTERLOCK_SECRET_KEY: world.secretKey,
      NO_COLOR: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

export async function finish(
  child: ChildProcess,
  input = '',
): Promise<{ code: number; out: string; err: string }> {
  child.stdin?.end(input)
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, err }
}

/** As if a user had allowed it: a token of the sandbox's Mailchimp. */
export function grant(world: TestWorld, number: number): string {
  const token = number.toString(16).padStart(32, 'a')
  const issuedAt = new Date().toISOString()
  world.sandbox.world.mailchimp.tokens[token] = { clientId: world.app.clientId, username: 'ada', issuedAt }
  return token
}

export const linesOf = (file: string): { line: number; outcome: string; code?: string }[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as { line: number; outcome: string }]
      } catch {
        return []
      }
    })
