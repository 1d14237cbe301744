import type { LetterlockEvent } from '@letterlock/sdk'
import { texts } from '../../words/index.ts'
import { detailsInWords, reasonInWords } from './event-details.ts'

const words = texts.events
const NAMES: Readonly<Record<string, string>> = words.names

/** An event in words; an unknown type by its name. Without details, which are shown beside it. */
export function eventInWords(
  event: LetterlockEvent,
  providerName: (id: string) => string,
  { withDetails = true }: { readonly withDetails?: boolean } = {},
): string {
  const { type, data } = event
  const name = NAMES[type] ?? type.replaceAll(/[._]/g, ' ')
  const provider = event.connection?.provider ?? ('provider' in data ? data.provider : undefined)
  const where = typeof provider === 'string' ? words.at(name, providerName(provider)) : name
  const details = withDetails ? detailsInWords(event) : reasonInWords(event)
  return details === '' ? where : words.with(where, details)
}

export function actorInWords({ actor: { type, name } }: LetterlockEvent): string {
  if (type === 'system') return texts.activity.automatically
  if (name === null) return texts.activity.byDeleted
  return type === 'secret_key' ? texts.activity.bySecretKey(name) : texts.activity.by(name)
}

/** Whether a check or refresh succeeded; null for other events. */
export function hasSucceeded(event: LetterlockEvent): boolean | null {
  const { type } = event
  if (type === 'connection.token_refreshed') return true
  if (type === 'connection.refresh_failed' || type === 'connection.credential_failed') return false
  if (type === 'connection.check_failed') return false
  if (event.type === 'connection.checked')
    return event.data.oauthValid !== false && event.data.apiKeyValid !== false
  return null
}
