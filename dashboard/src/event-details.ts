import type { ConnectionPermissions, LetterlockEvent, EventType, ConnectionReason } from '@letterlock/sdk'
import { texts } from './texts.ts'

type Data = LetterlockEvent['data']

const REASONS: Partial<Record<ConnectionReason, string>> = {
  account_disabled: 'account disabled by the provider',
  oauth_app_rejected: 'OAuth app rejected',
  expired: 'access token expired',
  refresh_rejected: 'refresh token rejected',
  revoked_at_provider: 'access revoked at the provider',
}

const PROBLEMS: Readonly<Record<string, string>> = {
  account_lookup_failed: 'account lookup failed',
  oauth_app_rejected: 'OAuth app rejected',
  decryption_failed: 'stored credential unreadable',
  provider_rate_limited: 'provider rate limit reached',
  provider_timeout: 'provider did not respond in time',
  provider_unavailable: 'provider unavailable',
}

/** What an event adds to its name. */
const DETAILS: Partial<Record<EventType, (data: Data) => string>> = {
  'oauth_app.created': oauthAppInWords,
  'oauth_app.deleted': oauthAppInWords,
  'oauth_app.client_secret_added': oauthAppInWords,
  'oauth_app.client_secret_removed': oauthAppInWords,
  'campaign.test_email_sent': ({ name, count }) =>
    joined(text(name), countOf(count, 'recipient', 'recipients')),
  'connection.permissions_updated': permissionsChangeInWords,
  'connection.credential_failed': ({ reason, credential }) =>
    joined(credential === 'api_key' ? 'API key' : '', REASONS[reason as ConnectionReason] ?? ''),
  'connection.check_failed': problemInWords,
  'connection.checked': ({ oauth, api_key: key }) =>
    joined(validityInWords('OAuth', oauth), validityInWords('API key', key)),
  'connection.created': credentialInWords,
  'connection.disconnected': ({ deletedCredentials }) =>
    Array.isArray(deletedCredentials) && deletedCredentials.length > 0
      ? `deleted ${deletedCredentials.map((credential) => (credential === 'oauth' ? 'token set' : 'API key')).join(' and ')}`
      : '',
  'connection.expiring_soon': ({ end, reason }) =>
    text(end) === '' ? (REASONS[reason as ConnectionReason] ?? '') : text(end).slice(0, 10),
  'connection.data_center_changed': fromTo,
  'connection.refresh_failed': problemInWords,
  'connection.reconnected': credentialInWords,
  'contact.created': ({ contactId }) => text(contactId),
  'contact.updated': ({ contactId }) => text(contactId),
  'contact.tags_updated': ({ contactId, added, removed }) =>
    joined(text(contactId), listed('added', added), listed('removed', removed)),
  'contact.unsubscribed': ({ contactId }) => text(contactId),
  'member.role_updated': (data) => joined(text(data['name']), fromTo(data)),
  'workspace.updated': ({ changedFields, from, to }) => {
    const fields = Array.isArray(changedFields) ? changedFields.map(String) : []
    return fields.map((field) => `${FIELDS[field] ?? field}${valuesOf(field, from, to)}`).join('; ')
  },
}

export function detailsInWords({ type, data }: LetterlockEvent): string {
  const known = DETAILS[type]
  if (known) return known(data)
  const { name, email, role, count } = data
  return joined(
    text(name) || text(email),
    text(email) === '' ? '' : text(role),
    typeof count === 'number' ? (count === 1 ? 'once' : `${count} times`) : '',
  )
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}

function fromTo({ from, to }: Data): string {
  return text(from) !== '' && text(to) !== '' ? `from ${text(from)} to ${text(to)}` : ''
}

function countOf(count: unknown, one: string, many: string): string {
  return typeof count === 'number' ? `${count} ${count === 1 ? one : many}` : ''
}

function listed(verb: string, names: unknown): string {
  return Array.isArray(names) && names.length > 0 ? `${verb} ${names.map(String).join(' and ')}` : ''
}

function validityInWords(name: string, works: unknown): string {
  return typeof works === 'boolean' ? `${name} ${works ? 'working' : 'not working'}` : ''
}

function problemInWords({ errorCode, problem }: Data): string {
  const code = text(errorCode) || text(problem)
  return PROBLEMS[code] ?? code.replaceAll('_', ' ')
}

function credentialInWords({ credential }: Data): string {
  return credential === 'api_key' ? 'with an API key' : ''
}

/** The name of an OAuth app and its client ID. */
function oauthAppInWords({ name, clientId }: Data): string {
  return text(name) === '' ? text(clientId) : `${text(name)}${text(clientId) && ` (${text(clientId)})`}`
}

/** Only the permissions that differ. */
function permissionsChangeInWords({ from, to }: Data): string {
  const [before, after] = [from, to] as [
    Partial<ConnectionPermissions> | undefined,
    Partial<ConnectionPermissions> | undefined,
  ]
  const words = texts.permissions
  const areas = (['audiences', 'campaigns', 'reports'] as const).flatMap((area) => {
    const [was, is] = [before?.[area], after?.[area]]
    if (was === undefined || is === undefined || was === is) return []
    return [`${words[area]}, from “${words.levels[was]}” to “${words.levels[is]}”`]
  })
  const sends =
    before?.send === after?.send
      ? []
      : [`${words.send}, ${after?.send === true ? 'allowed' : 'no longer allowed'}`]
  return [...areas, ...sends].join('; ') || 'unchanged'
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  color: 'button color',
  logo: 'logo',
  allowedReturnUrls: 'allowed return URLs',
}

/** Values are shown where they are short. */
function valuesOf(field: string, from: unknown, to: unknown): string {
  if (field !== 'name' && field !== 'color') return ''
  const [was, is] = [from, to].map((values) => text((values as Data | undefined)?.[field]))
  return ` from ${was || 'default'} to ${is || 'default'}`
}
