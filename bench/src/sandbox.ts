import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { loadSteadily, measure, type Contender, type Figure } from './measure.ts'
import { startProgram } from './program.ts'

const SANDBOX = join(import.meta.dirname, '../../sandbox')
const IDLE_MS = 3000
/** The steady load at which the sandbox must stay below 100 MB. */
const STEADY = { perSecond: 2000, seconds: 40 }

export interface SandboxFigures {
  readonly readyMs: number
  /** Resident memory before any request, after a steady load, the most until then, and after all requests. */
  readonly idleMb: number
  readonly steadyMb: number
  readonly peakMb: number
  readonly afterMb: number
  /** The achieved rate of the steady load, and its duration. */
  readonly steadyPerSecond: number
  readonly steadySeconds: number
  /** The baseline server, before any request. */
  readonly floorMb: number
  readonly figures: readonly Figure[]
}

/** Measures the built package of the sandbox, which records every request, beside a baseline server that only responds. */
export async function measureSandbox(rounds: number): Promise<SandboxFigures> {
  const built = join(SANDBOX, 'dist')
  const wasBuilt = existsSync(built)
  if (!wasBuilt)
    execFileSync('npm', ['run', '--silent', 'build'], {
      cwd: SANDBOX,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  // As installed: without this repository's Node options, which would run the sources.
  const installed = { NODE_OPTIONS: '', NODE_DISABLE_COMPILE_CACHE: '1' }
  const command = join(SANDBOX, 'bin/letterlock-sandbox.js')
  const sandbox = await startProgram('Sandbox', command, installed, '/_sandbox/clock', [])
  const floor = await startProgram('F0: node:http', join(import.meta.dirname, 'programs/f0.ts'), {})
  try {
    await sleep(IDLE_MS)
    const [idleMb, floorMb] = [sandbox.residentMb(), floor.residentMb()]
    const key = await openMailchimp(`${sandbox.url}/_sandbox/mailchimp`)
    const api = `/${key.split('-')[1]}.api.mailchimp.com/3.0`
    const [ping, lists, campaigns] = ['ping', 'lists', 'campaigns'].map((name): Contender => ({
      program: sandbox,
      name: `GET /3.0/${name}`,
      requests: [{ method: 'GET', path: `${api}/${name}` }],
      headers: { authorization: `Bearer ${key}` },
    })) as [Contender, Contender, Contender]
    const mixed = { ...ping, requests: [ping, lists, campaigns].flatMap(({ requests }) => requests) }
    const steadyPerSecond = await loadSteadily(mixed, STEADY)
    const [steadyMb, peakMb] = [sandbox.residentMb(), sandbox.peakMb()]
    const onlyAnswers = { program: floor, requests: [{ method: 'GET', path: '/' }] } as const
    const figures = await measure([onlyAnswers, ping, lists, campaigns], rounds)
    return {
      readyMs: sandbox.readyMs,
      figures,
      floorMb,
      idleMb,
      steadyPerSecond,
      steadySeconds: STEADY.seconds,
      steadyMb,
      peakMb,
      afterMb: sandbox.residentMb(),
    }
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
