import { LetterlockError, LetterlockUnreachableError } from '@letterlock/sdk'
import type { Patience } from './patience.ts'

/** One line of a file; `number` counts from 1, headers not counted. */
export interface Row {
  readonly number: number
  readonly fields: Readonly<Record<string, string>>
}

export type Outcome = Made | Failed

export interface Made {
  readonly outcome: 'imported' | 'exists'
  readonly connection: string | null
}

export interface Failed {
  readonly outcome: 'failed'
  readonly code: string
  readonly message: string
  readonly next: string
  /** It says nothing of the row: another run may do better. */
  readonly transient: boolean
}

/**
 * Makes a connection, and tries again, later and later, while the platform or the hub is busy, as long as there is patience. No
 * secret is in what comes back.
 * @throws LetterlockError, LetterlockUnreachableError when every other row would fail alike
 */
export async function settle(
  send: () => Promise<{ readonly id: string }>,
  waitTimeout: Patience,
): Promise<Outcome> {
  const began = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      const { id } = await send()
      return { outcome: 'imported', connection: id }
    } catch (error) {
      if (error instanceof LetterlockError && error.code === 'connection_exists') {
        const { connection = null } = error.problem as { connection?: string }
        return { outcome: 'exists', connection }
      }
      const failed = judge(error, waitTimeout)
      if (!failed.transient || !(await waitTimeout.rest({ reason: failed.message, error, tries, began })))
        return failed
    }
  }
}

function judge(error: unknown, waitTimeout: Patience): Failed {
  const failed = { outcome: 'failed' } as const
  // Of a hub that has answered before, it may come back; of one that never has, its address is wrong.
  if (error instanceof LetterlockUnreachableError && waitTimeout.hasSettled())
    return {
      ...failed,
      code: 'unreachable',
      message: error.message,
      next: 'Start it again.',
      transient: true,
    }
  if (!(error instanceof LetterlockError) || concernsOurKey(error)) throw error
  const { code, message, next, status } = error
  return {
    ...failed,
    code,
    message,
    next,
    transient: TRANSIENT.has(status) || code === 'provider_unavailable',
  }
}

function concernsOurKey({ status, code }: LetterlockError): boolean {
  return status === 401 || code === 'insufficient_scope'
}

/** Too many requests, unavailable, timed out. */
const TRANSIENT = new Set([429, 503, 504])

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

export function invalidRow(message: string): Failed {
  return { outcome: 'failed', code: 'invalid_row', message, next: 'Correct the row.', transient: false }
}
