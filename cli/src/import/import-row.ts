import { LetterlockError, type Letterlock } from '@letterlock/client'
import { setTimeout as sleep } from 'node:timers/promises'

/** One connection to be taken over; `number` counts from 1, headers not counted. */
export interface Row {
  readonly number: number
  readonly fields: Readonly<Record<string, string>>
}

export type Outcome =
  | { readonly outcome: 'imported' | 'exists'; readonly connection: string | null }
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string; readonly next: string }

const FIELDS = new Set(['provider', 'owner', 'accessToken', 'refreshToken', 'expiresAt', 'app', 'apiKey'])
const NEXT = 'Correct the row.'

/** Imports it, waiting where the platform or the hub asks to. No secret is in what comes back. */
export async function importRow(hub: Letterlock, { fields }: Row): Promise<Outcome> {
  const unknown = Object.keys(fields).find((name) => !FIELDS.has(name))
  const missing = ['provider', 'owner'].find((name) => !fields[name])
  if (unknown) return failed('invalid_row', `There is no field “${unknown}”.`)
  if (missing) return failed('invalid_row', `The field “${missing}” is empty.`)
  if (!fields['accessToken'] === !fields['apiKey'])
    return failed('invalid_row', 'A row needs an accessToken or an apiKey, and not both.')
  for (let tries = 1; ; tries++) {
    try {
      const { id } = await send(hub, fields)
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

function send(hub: Letterlock, fields: Row['fields']): Promise<{ id: string }> {
  const { provider = '', owner = '', accessToken = '', refreshToken, expiresAt, app, apiKey } = fields
  if (apiKey) return hub.connectWithApiKey({ provider, owner, apiKey })
  return hub.importConnection({
    provider,
    owner,
    accessToken,
    ...(refreshToken && { refreshToken }),
    ...(expiresAt && { expiresAt }),
    ...(app && { app }),
  })
}

function failed(code: string, message: string): Outcome {
  return { outcome: 'failed', code, message, next: NEXT }
}
