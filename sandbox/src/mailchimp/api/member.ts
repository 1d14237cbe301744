import { hexDigest } from '../../hex-digest.ts'
import { problems } from '../problem.ts'
import type { List, Member, MemberStatus, MergeField } from '../account-data.ts'
import { links, timestamp } from './representation.ts'
import { createRecord } from '../../records.ts'
import { membersIn, putMember, removeMember } from '../list-members.ts'

export interface MemberBody {
  email_address?: string
  status?: MemberStatus | undefined
  status_if_new?: MemberStatus
  email_type?: 'html' | 'text'
  merge_fields?: Record<string, unknown>
  tags?: (string | { name: string })[]
  vip?: boolean
  language?: string
  ip_signup?: string
  ip_opt?: string
  timestamp_signup?: string
  timestamp_opt?: string
  location?: { latitude?: number; longitude?: number }
  interests?: Record<string, boolean>
  marketing_permissions?: { marketing_permission_id?: string; enabled?: boolean }[]
}

const STATUSES = ['subscribed', 'unsubscribed', 'cleaned', 'pending', 'transactional', 'archived']

/** By subscriber hash (MD5 of the lower-case address), by address, or by contact ID. */
export function findMember(list: List, given: string): Member | undefined {
  const hash = given.includes('@') ? hashOf(given) : given
  return list.members[hash] ?? list.members[reversed(given)]
}

function hashOf(email: string): string {
  return hexDigest('md5', email.toLowerCase())
}

function checkAddress(email: string): void {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) throw problems.invalidEmail()
  if (/@(example|test)\.(invalid|test)$|^(test|fake)@/i.test(email)) throw problems.fakeEmail(email)
}

export function createMember(list: List, body: MemberBody, now: string): Member {
  const email = body.email_address ?? ''
  checkAddress(email)
  const hash = hashOf(email)
  if (list.forgotten.includes(hash)) throw problems.forgotten(email)
  const known = list.members[hash]
  if (known && known.status !== 'archived') throw problems.memberExists(email)
  checkStatus(body.status, 'status')
  const member: Member = {
    hash,
    webId: list.webId * 1000 + membersIn(list).length + list.forgotten.length,
    email,
    status: body.status ?? 'subscribed',
    emailType: body.email_type ?? 'html',
    mergeFields: createRecord(),
    tags: [],
    rating: 2,
    openRate: 0,
    clickRate: 0,
    language: body.language ?? '',
    vip: body.vip ?? false,
    source: 'API - Generic',
    signupAt: now,
    optAt: now,
    changedAt: now,
  }
  setMergeFields(list, member, body.merge_fields)
  setDetails(member, body)
  for (const name of tagNames(body.tags)) setTag(list, member, name, true, now)
  putMember(list, member)
  return member
}

export function changeMember(list: List, member: Member, body: MemberBody, now: string): Member {
  checkStatus(body.status, 'status')
  if (body.status === 'subscribed' && ['cleaned', 'unsubscribed'].includes(member.status))
    throw problems.inCompliance(member.email)
  if (body.email_address !== undefined) changeAddress(list, member, body.email_address)
  setMergeFields(list, member, body.merge_fields)
  if (body.status) {
    if (body.status === 'unsubscribed' && member.status !== 'unsubscribed') {
      member.unsubscribeReason = 'N/A (Unsubscribed by admin)'
      member.unsubscribedByAdminAt = now
    }
    member.status = body.status
  }
  setDetails(member, body)
  member.changedAt = now
  return member
}

/** Moves the member to the hash of the new address. */
function changeAddress(list: List, member: Member, email: string): void {
  if (email.toLowerCase() === member.email.toLowerCase()) return
  checkAddress(email)
  const hash = hashOf(email)
  if (list.members[hash]) throw problems.memberExists(email)
  removeMember(list, member)
  Object.assign(member, { email, hash })
  putMember(list, member)
}

function setDetails(member: Member, body: MemberBody): void {
  const { latitude = 0, longitude = 0 } = body.location ?? {}
  Object.assign(member, {
    ...(body.email_type && { emailType: body.email_type }),
    ...(body.vip !== undefined && { vip: body.vip }),
    ...(body.language !== undefined && { language: body.language }),
    ...(body.ip_signup !== undefined && { ipSignup: body.ip_signup }),
    ...(body.ip_opt !== undefined && { ipOpt: body.ip_opt }),
    ...(body.timestamp_signup && { signupAt: new Date(body.timestamp_signup).toISOString() }),
    ...(body.timestamp_opt && { optAt: new Date(body.timestamp_opt).toISOString() }),
    ...(body.location && { location: { latitude, longitude } }),
    ...(body.interests && { interests: { ...member.interests, ...body.interests } }),
    ...(body.marketing_permissions && { marketingPermissions: body.marketing_permissions }),
  })
}

function checkStatus(status: string | undefined, field: string): void {
  if (status !== undefined && !STATUSES.includes(status))
    throw problems.invalid([{ field, message: `Value must be one of: ${STATUSES.join(', ')}` }])
}

/** The provider's error for a value that does not match the type of its merge field; undefined if it matches. */
function mergeFieldProblem({ type, options }: MergeField, value: unknown): string | undefined {
  if (value === '' || value === null) return undefined
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  if (type === 'address')
    return typeof value === 'object' || text !== undefined ? undefined : 'Please enter a valid address'
  if (text === undefined) return 'Data did not match any of the schemas described in anyOf.'
  const { choices } = options
  switch (type) {
    case 'number':
      return Number.isFinite(Number(text)) ? undefined : 'Please enter a number'
    case 'birthday':
      return /^(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])$/.test(text)
        ? undefined
        : 'Please enter a month (01-12) and a day (01-31)'
    case 'date':
      return Number.isNaN(Date.parse(text)) ? 'Please enter the date' : undefined
    case 'url':
    case 'imageurl':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL'
    case 'zip':
      return /^\d{5}(-\d{4})?$/.test(text) ? undefined : 'Please enter a valid zip code'
    case 'radio':
    case 'dropdown':
      return !Array.isArray(choices) || choices.includes(text)
        ? undefined
        : 'Value must be one of the choices'
    default:
      return undefined
  }
}

function setMergeFields(list: List, member: Member, given: Record<string, unknown> = {}): void {
  const errors = Object.entries(given).flatMap(([tag, value]) => {
    const field = list.mergeFields.find((field) => field.tag === tag)
    const message = field && mergeFieldProblem(field, value)
    return message ? [{ field: tag, message }] : []
  })
  if (errors.length > 0) throw problems.mergeFields(errors)
  const known = Object.entries(given).filter(([tag]) => list.mergeFields.some((field) => field.tag === tag))
  Object.assign(member.mergeFields, Object.fromEntries(known))
}

/** Names of tags in a body: texts, or objects with a name. */
export function tagNames(given: MemberBody['tags']): string[] {
  if (!Array.isArray(given)) return []
  return given.flatMap((tag) => {
    const name = typeof tag === 'string' ? tag : tag?.name
    return typeof name === 'string' && name !== '' ? [name] : []
  })
}

/** Tags are static segments; an unknown name creates one. */
export function setTag(list: List, member: Member, name: string, active: boolean, now: string): void {
  let segment = list.segments.find((segment) => segment.type === 'static' && segment.name === name)
  if (!segment) {
    if (!active) return
    const id = Math.max(4000, ...list.segments.map((segment) => segment.id)) + 1
    segment = { id, name, type: 'static', match: 'all', conditions: [], createdAt: now, updatedAt: now }
    list.segments.push(segment)
  }
  const { id } = segment
  member.tags = member.tags.filter((tag) => tag !== id)
  if (active) member.tags.push(id)
  member.changedAt = now
}

export function tagsOf(list: List, member: Member): { id: number; name: string }[] {
  return list.segments.filter(({ id }) => member.tags.includes(id)).map(({ id, name }) => ({ id, name }))
}

/** Says which member it is without a search: an audience has thousands. */
const contactIdOf = ({ hash }: Member): string => reversed(hash)

const reversed = (text: string): string => text.split('').toReversed().join('')

export const uniqueIdOf = ({ hash }: Member): string => hash.slice(0, 10)

export function describeMember(member: Member, list: List, dc: string): Record<string, unknown> {
  const { FNAME = '', LNAME = '' } = member.mergeFields
  const emptyFields = Object.fromEntries(list.mergeFields.map((field) => [field.tag, '']))
  const tags = tagsOf(list, member)
  return {
    id: member.hash,
    email_address: member.email,
    unique_email_id: uniqueIdOf(member),
    contact_id: contactIdOf(member),
    full_name: `${String(FNAME)} ${String(LNAME)}`.trim(),
    web_id: member.webId,
    email_type: member.emailType,
    status: member.status,
    ...(member.unsubscribeReason && { unsubscribe_reason: member.unsubscribeReason }),
    consents_to_one_to_one_messaging: true,
    merge_fields: { ...emptyFields, ...member.mergeFields },
    interests: member.interests ?? createRecord(),
    stats: { avg_open_rate: member.openRate, avg_click_rate: member.clickRate },
    ip_signup: member.ipSignup ?? '',
    timestamp_signup: timestamp(member.signupAt),
    ip_opt: member.ipOpt ?? '192.0.2.17',
    timestamp_opt: timestamp(member.optAt),
    member_rating: member.rating,
    last_changed: timestamp(member.changedAt),
    language: member.language,
    vip: member.vip,
    email_client: '',
    location: {
      ...(member.location ?? { latitude: 0, longitude: 0 }),
      gmtoff: 0,
      dstoff: 0,
      country_code: '',
      timezone: '',
      region: '',
    },
    ...(member.marketingPermissions && {
      marketing_permissions: member.marketingPermissions.map((permission) => ({ text: '', ...permission })),
    }),
    source: member.source,
    tags_count: tags.length,
    tags,
    list_id: list.id,
    _links: links(dc, `/lists/${list.id}/members/${member.hash}`),
  }
}
