import autocannon from 'autocannon'
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { Program } from './program.ts'

export interface Contender {
  readonly program: Program
  /** Default: the program's. */
  readonly name?: string
  readonly requests: readonly { method: 'GET' | 'POST'; path: string; body?: string }[]
  readonly headers?: Record<string, string>
}

export interface Figure {
  readonly name: string
  /** From the best round. */
  readonly cpuMicrosPerRequest: number
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly errors: number
}

const ROUND_SECONDS = 3
/** Lead-in before each round: short-lived caches have expired while other programs were measured. */
const LEAD_IN_SECONDS = 1
const CONNECTIONS = 32

/** Rounds until the JIT compiler has settled. */
const WARM_UP_ROUNDS = 3

/** Measures the contenders in turn, round by round, so that changes of the machine affect all of them. */
export async function measure(contenders: readonly Contender[], rounds: number): Promise<Figure[]> {
  const figures = new Map<string, Figure[]>(contenders.map((contender) => [nameOf(contender), []]))
  const letSleep = keepAwake()
  try {
    for (let round = 1; round <= WARM_UP_ROUNDS + rounds; round++)
      // In both orders, because a program affects the machine for the next one.
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const figure = await measureRound(contender)
        if (round > WARM_UP_ROUNDS) figures.get(nameOf(contender))?.push(figure)
      }
  } finally {
    letSleep()
  }
  return [...figures.values()].map((all) => {
    const best = all.reduce((a, b) => (a.cpuMicrosPerRequest < b.cpuMicrosPerRequest ? a : b))
    return { ...best, errors: all.reduce((sum, { errors }) => sum + errors, 0) }
  })
}

const nameOf = ({ name, program }: Contender): string => name ?? program.name

/**
 * Keeps every processor awake with a process of the lowest priority. Otherwise a write to a socket also wakes the processor of its
 * reader, which costs slower programs more, because their readers sleep more often.
 */
export function keepAwake(): () => void {
  const idlers = Array.from({ length: availableParallelism() }, () =>
    spawn('nice', ['-n', '19', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
  )
  return () => {
    for (const idler of idlers) idler.kill('SIGKILL')
  }
}

/** One round of one contender, after its lead-in. */
export async function measureRound(contender: Contender): Promise<Figure> {
  const { program } = contender
  await load(contender, LEAD_IN_SECONDS)
  const before = program.cpuMicros()
  const result = await load(contender, ROUND_SECONDS)
  const count = result['2xx']
  return {
    name: nameOf(contender),
    cpuMicrosPerRequest: (program.cpuMicros() - before) / count,
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.non2xx,
  }
}

/** Sends at most this many requests per second. Returns the achieved rate. */
export async function loadSteadily(
  contender: Contender,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<number> {
  const result = await load(contender, seconds, { overallRate: perSecond })
  if (result.errors + result.non2xx > 0)
    throw new Error(`${result.errors + result.non2xx} requests to ${nameOf(contender)} failed`)
  return result.requests.average
}

function load(
  { program, requests, headers = {} }: Contender,
  seconds: number,
  options: Partial<autocannon.Options> = {},
): Promise<autocannon.Result> {
  let clients = 0
  return autocannon({
    url: program.url,
    connections: CONNECTIONS,
    duration: seconds,
    ...options,
    headers,
    requests: [{ method: 'GET', path: '/' }],
    // The connections share the requests.
    setupClient(client) {
      const share = requests.filter(
        (_request, index) => index % CONNECTIONS === clients % Math.min(CONNECTIONS, requests.length),
      )
      client.setRequests(share.map((request) => ({ ...request })))
      clients++
    },
  })
}
