import { LetterlockError } from '@letterlock/client'
import { setTimeout as sleep } from 'node:timers/promises'

/** One line of a file; `number` counts from 1, headers not counted. */
export interface Row {
  readonly number: number
  readonly fields: Readonly<Record<string, string>>
}

export type Outcome =
  | { readonly outcome: 'imported' | 'exists'; readonly connection: string | null }
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string; readonly next: string }

/** Makes a connection, waiting where the platform or the hub asks to. No secret is in what comes back. */
export async function settle(send: () => Promise<{ readonly id: string }>): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    try {
      const { id } = await send()
      return { outcome: 'imported', connection: id }
    } catch (error) {
      if (!(error instanceof LetterlockError)) throw error
      const { code, message, next, problem } = error
      if (code === 'connection_exists')
        return { outcome: 'exists', connection: (problem as { connection?: string }).connection ?? null }
      const again = BUSY.has(code) || (isPassing(code) && tries < MOST_TRIES)
      if (!again) return { outcome: 'failed', code, message, next }
      await sleep(1000)
    }
  }
}

const BUSY = new Set(['platform_busy', 'rate_limited'])
const MOST_TRIES = 5

/** Says nothing of the row: another run may do better. */
export function isPassing(code: string): boolean {
  return code === 'platform_timeout' || code === 'platform_unreachable'
}

/** What is wrong with the row itself; undefined: it can be sent. */
export function checkFields(
  { fields }: Row,
  { known, required }: { readonly known: readonly string[]; readonly required: readonly string[] },
): Outcome | undefined {
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  if (unknown !== undefined) return invalidRow(`There is no field “${unknown}”.`)
  const missing = required.find((name) => !fields[name])
  return missing === undefined ? undefined : invalidRow(`The field “${missing}” is empty.`)
}

export function invalidRow(message: string): Outcome {
  return { outcome: 'failed', code: 'invalid_row', message, next: 'Correct the row.' }
}
