import type { ConnectionPermissions, Event, EventType, ConnectionReason } from '@letterlock/sdk'
import { texts } from './texts.ts'

type Data = Event['data']

const REASONS: Partial<Record<ConnectionReason, string>> = {
  account_disabled: 'the account is blocked at the platform',
  oauth_app_rejected: 'the platform refused the app',
  expired: 'the token ran out',
  refresh_rejected: 'the platform refused to renew it',
  revoked_at_provider: 'the app was removed at the platform',
}

const PROBLEMS: Readonly<Record<string, string>> = {
  account_lookup_failed: 'the platform did not say whose account it is',
  oauth_app_rejected: 'the platform refused the app',
  decryption_failed: 'the stored credential cannot be read',
  provider_rate_limited: 'the platform took no more calls',
  provider_timeout: 'the platform did not answer in time',
  provider_unavailable: 'the platform was out of reach, or in trouble',
}

/** What an event is about, where more than its name is needed. */
const DETAILS: Partial<Record<EventType, (data: Data) => string>> = {
  'oauth_app.created': appInWords,
  'oauth_app.deleted': appInWords,
  'oauth_app.client_secret_added': appInWords,
  'oauth_app.client_secret_removed': appInWords,
  'campaign.test_email_sent': ({ name, count }) => joined(text(name), countOf(count, 'address', 'addresses')),
  'connection.permissions_updated': accessChangeInWords,
  'connection.credential_failed': ({ reason, credential }) =>
    joined(credential === 'api_key' ? 'the API key' : '', REASONS[reason as ConnectionReason] ?? ''),
  'connection.check_failed': problemInWords,
  'connection.checked': ({ oauth, api_key: key }) =>
    joined(worksInWords('OAuth', oauth), worksInWords('API key', key)),
  'connection.created': credentialInWords,
  'connection.disconnected': ({ deletedCredentials }) =>
    Array.isArray(deletedCredentials) && deletedCredentials.length > 0
      ? `erased the ${deletedCredentials.map((credential) => (credential === 'oauth' ? 'token' : 'API key')).join(' and the ')}`
      : '',
  'connection.expiring_soon': ({ end, reason }) =>
    text(end) === '' ? (REASONS[reason as ConnectionReason] ?? '') : text(end).slice(0, 10),
  'connection.data_center_changed': fromTo,
  'connection.refresh_failed': problemInWords,
  'connection.reconnected': credentialInWords,
  'contact.saved': ({ contact }) => text(contact),
  'contact.tags_updated': ({ contact, add, remove }) =>
    joined(text(contact), listed('added', add), listed('removed', remove)),
  'contact.unsubscribed': ({ contact }) => text(contact),
  'member.role_updated': (data) => joined(text(data['name']), fromTo(data)),
  'workspace.updated': ({ changedFields, from, to }) => {
    const fields = Array.isArray(changedFields) ? changedFields.map(String) : []
    return fields.map((field) => `${FIELDS[field] ?? field}${valuesOf(field, from, to)}`).join('; ')
  },
}

export function detailsInWords({ type, data }: Event): string {
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

function worksInWords(name: string, works: unknown): string {
  return typeof works === 'boolean' ? `${name} ${works ? 'works' : 'does not work'}` : ''
}

function problemInWords({ errorCode, problem }: Data): string {
  const code = text(errorCode) || text(problem)
  return PROBLEMS[code] ?? code.replaceAll('_', ' ')
}

function credentialInWords({ credential }: Data): string {
  return credential === 'api_key' ? 'with an API key' : ''
}

/** Which app: its name, and what the platform knows it by. */
function appInWords({ name, clientId }: Data): string {
  return text(name) === '' ? text(clientId) : `${text(name)}${text(clientId) && ` (${text(clientId)})`}`
}

/** Only what is different. */
function accessChangeInWords({ from, to }: Data): string {
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
    before?.send === after?.send ? [] : [`${words.send}, ${after?.send === true ? 'allowed' : 'no longer'}`]
  return [...areas, ...sends].join('; ') || 'nothing is different'
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'the name',
  color: 'the colour',
  logo: 'the logo',
  allowedReturnUrls: 'the return addresses',
}

/** Of what is short enough to read. */
function valuesOf(field: string, from: unknown, to: unknown): string {
  if (field !== 'name' && field !== 'color') return ''
  const [was, is] = [from, to].map((values) => text((values as Data | undefined)?.[field]))
  return ` from ${was || 'ours'} to ${is || 'ours'}`
}
