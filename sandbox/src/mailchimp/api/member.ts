import { hexDigest } from '../../random-values.ts'
import { problems } from '../problem.ts'
import type { List, Member, MemberStatus } from '../account-data.ts'
import { links, timestamp } from './representation.ts'
import { createRecord } from '../../records.ts'

export interface MemberBody {
  email_address?: string
  status?: MemberStatus | undefined
  status_if_new?: MemberStatus
  email_type?: 'html' | 'text'
  merge_fields?: Record<string, unknown>
  tags?: (string | { name: string })[]
  vip?: boolean
  language?: string
}

const STATUSES = ['subscribed', 'unsubscribed', 'cleaned', 'pending', 'transactional', 'archived']

/** By subscriber hash (MD5 of the lower-case address), by address, or by contact ID. */
export function findMember(list: List, given: string): Member | undefined {
  const hash = given.includes('@') ? hashOf(given) : given
  return list.members[hash] ?? Object.values(list.members).find((member) => contactIdOf(member) === given)
}

function hashOf(email: string): string {
  return hexDigest('md5', email.toLowerCase())
}

export function createMember(list: List, body: MemberBody, now: string): Member {
  const email = body.email_address ?? ''
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) throw problems.invalidEmail()
  if (/@(example|test)\.(invalid|test)$|^(test|fake)@/i.test(email)) throw problems.fakeEmail(email)
  const hash = hashOf(email)
  if (list.forgotten.includes(hash)) throw problems.forgotten(email)
  const known = list.members[hash]
  if (known && known.status !== 'archived') throw problems.memberExists(email)
  checkStatus(body.status, 'status')
  const member: Member = {
    hash,
    webId: list.webId * 1000 + Object.keys(list.members).length + list.forgotten.length,
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
  for (const tag of body.tags ?? []) setTag(list, member, typeof tag === 'string' ? tag : tag.name, true, now)
  list.members[hash] = member
  return member
}

export function changeMember(list: List, member: Member, body: MemberBody, now: string): Member {
  checkStatus(body.status, 'status')
  if (body.status === 'subscribed' && member.status === 'cleaned') throw problems.inCompliance(member.email)
  setMergeFields(list, member, body.merge_fields)
  if (body.status) {
    if (body.status === 'unsubscribed' && member.status !== 'unsubscribed')
      member.unsubscribeReason = 'N/A (Unsubscribed by admin)'
    member.status = body.status
  }
  if (body.email_type) member.emailType = body.email_type
  if (body.vip !== undefined) member.vip = body.vip
  if (body.language !== undefined) member.language = body.language
  member.changedAt = now
  return member
}

function checkStatus(status: string | undefined, field: string): void {
  if (status !== undefined && !STATUSES.includes(status))
    throw problems.invalid([{ field, message: `Value must be one of: ${STATUSES.join(', ')}` }])
}

function setMergeFields(list: List, member: Member, given: Record<string, unknown> = {}): void {
  const errors = Object.entries(given).flatMap(([tag, value]) => {
    const field = list.mergeFields.find((field) => field.tag === tag)
    const notANumber = field?.type === 'number' && value !== '' && !Number.isFinite(Number(value))
    return notANumber ? [{ field: tag, message: 'Please enter a number' }] : []
  })
  if (errors.length > 0) throw problems.mergeFields(errors)
  const known = Object.entries(given).filter(([tag]) => list.mergeFields.some((field) => field.tag === tag))
  Object.assign(member.mergeFields, Object.fromEntries(known))
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

function contactIdOf(member: Member): string {
  return hexDigest('md5', `contact ${member.hash}`)
}

export function describeMember(member: Member, list: List, dc: string): Record<string, unknown> {
  const { FNAME = '', LNAME = '' } = member.mergeFields as Record<string, string>
  const emptyFields = Object.fromEntries(list.mergeFields.map((field) => [field.tag, '']))
  const tags = tagsOf(list, member)
  return {
    id: member.hash,
    email_address: member.email,
    unique_email_id: member.hash.slice(0, 10),
    contact_id: contactIdOf(member),
    full_name: `${FNAME} ${LNAME}`.trim(),
    web_id: member.webId,
    email_type: member.emailType,
    status: member.status,
    ...(member.unsubscribeReason && { unsubscribe_reason: member.unsubscribeReason }),
    consents_to_one_to_one_messaging: true,
    merge_fields: { ...emptyFields, ...member.mergeFields },
    interests: createRecord(),
    stats: { avg_open_rate: member.openRate, avg_click_rate: member.clickRate },
    ip_signup: '',
    timestamp_signup: timestamp(member.signupAt),
    ip_opt: '192.0.2.17',
    timestamp_opt: timestamp(member.optAt),
    member_rating: member.rating,
    last_changed: timestamp(member.changedAt),
    language: member.language,
    vip: member.vip,
    email_client: '',
    location: { latitude: 0, longitude: 0, gmtoff: 0, dstoff: 0, country_code: '', timezone: '', region: '' },
    source: member.source,
    tags_count: tags.length,
    tags,
    list_id: list.id,
    _links: links(dc, `/lists/${list.id}/members/${member.hash}`),
  }
}
