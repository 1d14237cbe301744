import { once } from 'node:events'
import { CliError } from './cli-error.ts'
import type { End, Launched } from './launch.ts'
import { note } from './output.ts'

/** Waits for the work while all servers run. @throws CliError */
export async function untilOneEnds<T>(launched: readonly Launched[], work: Promise<T>): Promise<T> {
  return Promise.race([work, ...launched.map(failWhenEnded)])
}

/**
 * Aborted when this process gets a signal to end, or its parent has exited. Created before the first server is launched, so that a server
 * that is still starting is stopped too.
 */
export function endRequest(): AbortSignal {
  const request = new AbortController()
  for (const reason of ['SIGINT', 'SIGTERM', 'disconnect'] as const)
    process.once(reason, () => request.abort(new Error(reason)))
  return request.signal
}

/** Stops all servers on request, or when one was stopped. If one fails, stops the others and names it. @throws CliError */
export async function endTogether(launched: readonly Launched[], request: AbortSignal): Promise<never> {
  const ends = launched.map(async (one) => ({ one, end: await one.ended }))
  const asked = once(request, 'abort').then(() => undefined)
  try {
    const first = request.aborted ? undefined : await Promise.race([asked, ...ends])
    if (first && !first.end.isClean) throw failure(first.one, first.end, launched)
    if (first && !request.aborted) note(`${sentence(first.one, first.end, launched)} What is stored is kept.`)
  } finally {
    await Promise.all(launched.map(({ stop }) => stop()))
  }
  process.exit(0)
}

async function failWhenEnded(one: Launched, _index: number, all: readonly Launched[]): Promise<never> {
  throw failure(one, await one.ended, all)
}

function failure(one: Launched, end: End, all: readonly Launched[]): CliError {
  return new CliError(
    sentence(one, end, all),
    'Its last output, if any, is above. Start it again; what is stored is kept.',
  )
}

/** “The server ended, by SIGKILL, so the sandbox was ended too.” */
function sentence({ name }: Launched, { how, isClean }: End, all: readonly Launched[]): string {
  const others = all.filter((other) => other.name !== name).map((other) => `the ${other.name}`)
  const consequence = others.length === 0 ? '' : `, so ${others.join(' and ')} was ended too`
  return `The ${name} ${isClean ? 'was stopped' : `ended, ${how}`}${consequence}.`
}
