import { CliError } from './cli-error.ts'
import type { Launched } from './launch.ts'

/** Waits for the work, but not longer than all of them run. @throws CliError */
export async function untilOneEnds<T>(launched: readonly Launched[], work: Promise<T>): Promise<T> {
  return Promise.race([work, ...launched.map(failWhenEnded)])
}

/** Ends all of them when asked to, or when the parent process is gone; when one ends by itself, ends the others and says which. */
export async function endTogether(launched: readonly Launched[]): Promise<never> {
  const asked = new Promise<void>((resolve) => {
    for (const reason of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(reason, () => resolve())
  })
  try {
    await untilOneEnds(launched, asked)
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
