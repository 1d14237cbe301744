import type { EventType, LetterlockEvent } from '@letterlock/sdk'
import { texts } from '../../words/index.ts'

/** One value that an event changed. A missing value is an empty string. */
export interface Change {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** As in `event-details`: a server may be newer than this page. */
type Data = Readonly<Record<string, unknown>>

const words = texts.events
const FIELDS: Readonly<Record<string, string>> = words.fields
const STATUSES: Readonly<Record<string, string>> = texts.status

/** The types of events that change a value. */
export const HAVE_CHANGES: ReadonlySet<EventType> = new Set([
  'connection.labels_updated',
  'connection.permissions_updated',
  'connection.status_changed',
  'connection.data_center_changed',
  'member.role_updated',
  'workspace.updated',
])

/** The old and new values of an event; empty if it changes no value. */
export function changesOf({ type, data }: LetterlockEvent): Change[] {
  const { from, to }: Data = data
  if (type === 'connection.labels_updated') return changesOfLabels(from, to)
  if (type === 'connection.permissions_updated') return changesOfPermissions(from, to)
  if (type === 'connection.status_changed')
    return differing(texts.connections.status, statusInWords(from), statusInWords(to))
  if (type === 'connection.data_center_changed') return differing(words.dataCenter, textOf(from), textOf(to))
  if (type === 'member.role_updated') return differing(texts.members.role, roleInWords(from), roleInWords(to))
  if (type === 'workspace.updated') return changesOfWorkspace(data)
  return []
}

const statusInWords = (status: unknown): string => STATUSES[textOf(status)] ?? textOf(status)

function roleInWords(role: unknown): string {
  const roles: Readonly<Record<string, { readonly name: string }>> = texts.roles
  return roles[textOf(role)]?.name ?? textOf(role)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function differing(name: string, from: string, to: string): Change[] {
  return from === to ? [] : [{ name, from, to }]
}

const LEVELS: Readonly<Record<string, string>> = texts.permissions.levels

function changesOfPermissions(from: unknown, to: unknown): Change[] {
  const { permissions } = texts
  const level = (given: unknown, area: string): string => LEVELS[textOf(memberOf(given, area))] ?? ''
  const isAllowed = (given: unknown): string =>
    memberOf(given, 'send') === true ? words.isAllowed : words.isNotAllowed
  return [
    ...(['audiences', 'campaigns', 'reports'] as const).flatMap((area) =>
      differing(permissions[area], level(from, area), level(to, area)),
    ),
    ...differing(permissions.send, isAllowed(from), isAllowed(to)),
  ]
}

function changesOfLabels(from: unknown, to: unknown): Change[] {
  const names = [from, to].flatMap((labels) =>
    typeof labels === 'object' && labels !== null ? Object.keys(labels) : [],
  )
  return [...new Set(names)].flatMap((name) =>
    differing(name, textOf(memberOf(from, name)), textOf(memberOf(to, name))),
  )
}

function memberOf(given: unknown, name: string): unknown {
  return typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined
}

function changesOfWorkspace({ changedFields, from, to }: Data): Change[] {
  const fields = Array.isArray(changedFields) ? changedFields.map(String) : []
  return fields.map((field) => {
    const [before, after] = [memberOf(from, field), memberOf(to, field)]
    const name = FIELDS[field] ?? field
    if (Array.isArray(before) && Array.isArray(after))
      return { name, from: without(before, after), to: without(after, before) }
    return { name, from: valueInWords(before), to: valueInWords(after) }
  })
}

/** The items that are in only one list. */
function without(list: readonly unknown[], other: readonly unknown[]): string {
  return list
    .filter((item) => !other.includes(item))
    .map(String)
    .join(', ')
}

/** For a logo, an event says only whether there is one. */
function valueInWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? words.uploaded : texts.none
  return textOf(value) || words.default
}
