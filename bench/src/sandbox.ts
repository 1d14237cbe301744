import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { request } from 'undici'
import { measure, type Figure } from './measure.ts'
import { startProgram } from './program.ts'

const SANDBOX = join(import.meta.dirname, '../../sandbox')

export interface SandboxFigures {
  readonly readyMs: number
  /** Before any request, and after all of them. */
  readonly idleMb: number
  readonly afterMb: number
  readonly figures: readonly Figure[]
}

/** The built package of the sandbox, which records every request, beside a server that only answers. */
export async function measureSandbox(rounds: number): Promise<SandboxFigures> {
  const built = join(SANDBOX, 'dist')
  const wasBuilt = existsSync(built)
  if (!wasBuilt)
    execFileSync('npm', ['run', '--silent', 'build'], {
      cwd: SANDBOX,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const sandbox = await startProgram(
    'Sandbox',
    join(SANDBOX, 'bin/letterlock-sandbox.js'),
    {},
    '/_sandbox/clock',
  )
  const floor = await startProgram('F0: node:http', join(import.meta.dirname, 'programs/f0.ts'), {})
  try {
    const idleMb = sandbox.residentMb()
    const key = await openMailchimp(`${sandbox.url}/_sandbox/mailchimp`)
    const api = `/${key.split('-')[1]}.api.mailchimp.com/3.0`
    const headers = { authorization: `Bearer ${key}` }
    const figures = await measure(
      [
        { program: floor, requests: [{ method: 'GET', path: '/' }] },
        {
          program: sandbox,
          name: 'GET /3.0/ping',
          requests: [{ method: 'GET', path: `${api}/ping` }],
          headers,
        },
        {
          program: sandbox,
          name: 'GET /3.0/lists',
          requests: [{ method: 'GET', path: `${api}/lists` }],
          headers,
        },
        {
          program: sandbox,
          name: 'GET /3.0/campaigns',
          requests: [{ method: 'GET', path: `${api}/campaigns` }],
          headers,
        },
      ],
      rounds,
    )
    return { readyMs: sandbox.readyMs, figures, idleMb, afterMb: sandbox.residentMb() }
  } finally {
    await Promise.all([sandbox.stop(), floor.stop()])
    if (!wasBuilt) rmSync(built, { recursive: true })
  }
}

/** Switches the limit of simultaneous calls off, and returns an API key. */
async function openMailchimp(control: string): Promise<string> {
  await request(`${control}/switches`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ simultaneousCalls: 1_000_000 }),
  })
  const { body } = await request(`${control}/users`)
  const [, key = ''] = /"apiKeys":\["([^"]+)"/.exec(await body.text()) ?? []
  return key
}
