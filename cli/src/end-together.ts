import { once } from 'node:events'
import { CliError } from './cli-error.ts'
import type { Launched } from './launch.ts'

/** Waits for the work, but not longer than all of them run. @throws CliError */
export async function untilOneEnds<T>(launched: readonly Launched[], work: Promise<T>): Promise<T> {
  return Promise.race([work, ...launched.map(failWhenEnded)])
}

/**
 * Aborted when this process is asked to end, or its parent is gone. Made before the first server is launched: one that is
 * still starting is asked to end, too, instead of being left behind.
 */
export function endRequest(): AbortSignal {
  const request = new AbortController()
  for (const reason of ['SIGINT', 'SIGTERM', 'disconnect'] as const)
    process.once(reason, () => request.abort(new Error(reason)))
  return request.signal
}

/** Ends all of them on request; when one ends by itself, ends the others and says which. */
export async function endTogether(launched: readonly Launched[], request: AbortSignal): Promise<never> {
  try {
    if (!request.aborted) await untilOneEnds(launched, once(request, 'abort'))
  } finally {
    await Promise.all(launched.map(({ stop }) => stop()))
  }
  process.exit(0)
}

async function failWhenEnded(
  { name, ended }: Launched,
  _index: number,
  all: readonly Launched[],
): Promise<never> {
  const how = await ended
  const others = all.filter((other) => other.name !== name).map((other) => `the ${other.name}`)
  const consequence = others.length === 0 ? '' : `, so ${others.join(' and ')} was ended too`
  throw new CliError(`The ${name} ended, ${how}${consequence}.`, REMEDY)
}

const REMEDY = 'Its last output, if any, is above. Start it again; what is stored is kept.'
