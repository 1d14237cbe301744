import type { EventType, LetterlockEvent } from '@letterlock/sdk'
import { perLocale, texts } from '../../words/index.ts'
import { changesOf, HAVE_CHANGES } from './changes.ts'
import { problemInWords } from './problem-in-words.ts'

/** The members of any event type. All are optional: the server may be newer than this page, and an erased event has none. */
type Data = Readonly<Record<string, unknown>>

const words = texts.events
const REASONS: Readonly<Record<string, string>> = words.reasons
const list = perLocale((locale) => new Intl.ListFormat(locale))

/** Whose name says which value changed. */
const SAY_WHAT_CHANGED: ReadonlySet<EventType> = new Set([
  'connection.status_changed',
  'connection.data_center_changed',
  'member.role_updated',
])

/** The details of an event beside its name. */
const DETAILS: Partial<Record<EventType, (data: Data) => string>> = {
  'oauth_app.created': oauthAppInWords,
  'oauth_app.deleted': oauthAppInWords,
  'oauth_app.client_secret_added': oauthAppInWords,
  'oauth_app.client_secret_removed': oauthAppInWords,
  'campaign.test_email_sent': ({ campaignName, recipientCount }) =>
    joined(text(campaignName), typeof recipientCount === 'number' ? words.recipients(recipientCount) : ''),
  'connection.credential_failed': ({ reason, credential }) =>
    joined(credential === 'api_key' ? words.apiKey : '', REASONS[text(reason)] ?? ''),
  'connection.check_failed': problemOf,
  'connection.checked': ({ oauthValid, apiKeyValid }) =>
    joined(validityInWords('OAuth', oauthValid), validityInWords(words.apiKey, apiKeyValid)),
  'connection.created': credentialInWords,
  'connection.disconnected': ({ deletedCredentials }) =>
    Array.isArray(deletedCredentials) && deletedCredentials.length > 0
      ? words.deleted(
          list().format(
            deletedCredentials.map((credential) => (credential === 'oauth' ? words.tokenSet : words.apiKey)),
          ),
        )
      : '',
  'connection.expiring_soon': ({ expiresAt, reason }) =>
    reason === 'token_expiring' && text(expiresAt) !== ''
      ? text(expiresAt).slice(0, 10)
      : (REASONS[text(reason)] ?? ''),
  'connection.refresh_failed': problemOf,
  'connection.reconnected': credentialInWords,
  'contact.address_changed': ({ contactId }) => text(contactId),
  'contact.archived': ({ contactId }) => text(contactId),
  'contact.created': ({ contactId }) => text(contactId),
  'contact.deleted': ({ contactId }) => text(contactId),
  'contact.erased': ({ contactId }) => text(contactId),
  'contact.updated': ({ contactId }) => text(contactId),
  'contact.tags_updated': ({ contactId, added, removed }) =>
    joined(text(contactId), listed(words.added, added), listed(words.removed, removed)),
  'contact.unsubscribed': ({ contactId }) => text(contactId),
}

/** The details of a changed value: its owner, and the reason. */
export function reasonInWords({ type, data }: LetterlockEvent): string {
  const { name, reason }: Data = data
  if (type === 'member.role_updated') return text(name)
  return type === 'connection.status_changed' ? (REASONS[text(reason)] ?? '') : ''
}

export function detailsInWords(event: LetterlockEvent): string {
  const { type, data } = event
  if (HAVE_CHANGES.has(type)) {
    const changes = changesOf(event).map(({ name, from, to }) => {
      const fromTo = words.fromTo(from || words.nothing, to || words.nothing)
      return SAY_WHAT_CHANGED.has(type) ? fromTo : joined(name, fromTo)
    })
    return joined(reasonInWords(event), changes.join('; ')) || words.unchanged
  }
  const known = DETAILS[type]
  if (known) return known(data)
  const { name, campaignName, email, role, count }: Data = data
  return joined(
    text(name) || text(campaignName) || text(email),
    text(email) === '' ? '' : text(role),
    typeof count === 'number' ? words.times(count) : '',
  )
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}

function listed(inWords: (names: string) => string, names: unknown): string {
  return Array.isArray(names) && names.length > 0 ? inWords(list().format(names.map(String))) : ''
}

function validityInWords(name: string, works: unknown): string {
  return typeof works === 'boolean' ? (works ? words.working(name) : words.notWorking(name)) : ''
}

function problemOf({ errorCode }: Data): string {
  return problemInWords(text(errorCode))
}

function credentialInWords({ credential }: Data): string {
  return credential === 'api_key' ? words.withApiKey : ''
}

/** The name of an OAuth app and its client ID. */
function oauthAppInWords({ name, clientId }: Data): string {
  return text(name) === '' ? text(clientId) : `${text(name)}${text(clientId) && ` (${text(clientId)})`}`
}
