import { hexDigest } from '../../hex-digest.ts'
import { pick } from '../../random-values.ts'
import type { Account, List, Member, MemberStatus, MergeField, Segment } from '../account-data.ts'
import { CITIES, FIRST_NAMES, LAST_NAMES } from '../../sample-texts.ts'
import { createRecord } from '../../records.ts'

const DAY_MS = 86_400_000
const TAGS = ['Regular', 'Wholesale', 'Event 2026', 'Gift card']

export interface NewList {
  account: Account
  now: Date
  name: string
  members: number
}

export function createList(random: () => number, { account, now, name, members }: NewList): List {
  const id = hexDigest('sha256', `list ${account.id} ${name}`, 10)
  const createdAt = new Date(now.getTime() - 1400 * DAY_MS).toISOString()
  const list: List = {
    id,
    webId: 300_000 + (Number.parseInt(id.slice(0, 5), 16) % 100_000),
    name,
    createdAt,
    permissionReminder: `You signed up for ${name} of ${account.name}.`,
    contact: {
      company: account.name,
      address1: '1 Sandbox Street',
      address2: '',
      city: 'Utrecht',
      state: '',
      zip: '3511',
      country: 'NL',
      phone: '',
    },
    campaignDefaults: {
      from_name: account.name,
      from_email: 'hello@example.com',
      subject: '',
      language: 'en',
    },
    emailTypeOption: false,
    doubleOptin: false,
    mergeFields: createMergeFields(),
    segments: createSegments(createdAt),
    members: createRecord(),
    forgotten: [],
  }
  const tags = list.segments.filter(({ type }) => type === 'static').map(({ id }) => id)
  for (let index = 0; index < members; index++) {
    const member = createMember(random, { webId: list.webId * 1000 + index, index, tags, now })
    list.members[member.hash] = member
  }
  return list
}

/** The merge fields of a new list, and some more. */
export function createMergeFields(): MergeField[] {
  const field = (mergeId: number, tag: string, name: string, type = 'text'): MergeField => ({
    mergeId,
    tag,
    name,
    type,
    required: false,
    defaultValue: '',
    options: type === 'text' ? { size: 25 } : {},
  })
  return [
    field(1, 'FNAME', 'First Name'),
    field(2, 'LNAME', 'Last Name'),
    field(3, 'CITY', 'City'),
    field(4, 'BIRTHDAY', 'Birthday', 'birthday'),
    field(5, 'LTV', 'Lifetime value', 'number'),
  ]
}

function createSegments(createdAt: string): Segment[] {
  const tags = TAGS.map((name, index): Segment => {
    return {
      id: 4001 + index,
      name,
      type: 'static',
      match: 'all',
      conditions: [],
      createdAt,
      updatedAt: createdAt,
    }
  })
  return [
    ...tags,
    {
      id: 4101,
      name: 'Keen readers',
      type: 'saved',
      match: 'all',
      conditions: [{ condition_type: 'MemberRating', field: 'rating', op: 'greater', value: 3 }],
      createdAt,
      updatedAt: createdAt,
    },
    {
      id: 4102,
      name: 'In Lisbon',
      type: 'saved',
      match: 'all',
      conditions: [{ condition_type: 'TextMerge', field: 'CITY', op: 'is', value: 'Lisbon' }],
      createdAt,
      updatedAt: createdAt,
    },
  ]
}

const STATUSES: readonly [MemberStatus, number][] = [
  ['subscribed', 0.86],
  ['unsubscribed', 0.08],
  ['cleaned', 0.03],
  ['pending', 0.015],
  ['transactional', 0.005],
  ['archived', 0.01],
]

const LANGUAGES = ['en', 'en', 'en', 'nl', 'it', 'pt']
const SOURCES = ['Signup form', 'Import', 'API - Generic', 'Admin Add']

interface NewMember {
  readonly webId: number
  readonly index: number
  /** IDs of the tags of the audience. */
  readonly tags: readonly number[]
  readonly now: Date
}

function createMember(random: () => number, { webId, index, tags, now }: NewMember): Member {
  const first = pick(random, FIRST_NAMES)
  const last = pick(random, LAST_NAMES)
  const email = `${first}.${last}.${index}@example.com`.toLowerCase()
  const signupAt = new Date(now.getTime() - (20 + random() * 1300) * DAY_MS).toISOString()
  const status = drawStatus(random)
  return {
    hash: hexDigest('md5', email),
    webId,
    email,
    status,
    emailType: random() < 0.97 ? 'html' : 'text',
    mergeFields: {
      FNAME: first,
      LNAME: last,
      CITY: pick(random, CITIES),
      BIRTHDAY: `${String(1 + Math.floor(random() * 12)).padStart(2, '0')}/${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
      LTV: Math.floor(random() ** 3 * 4000),
    },
    tags: tags.filter(() => random() < 0.18),
    rating: 1 + Math.floor(random() * 5),
    openRate: Math.round(random() ** 1.4 * 1000) / 1000,
    clickRate: Math.round(random() ** 3 * 300) / 1000,
    language: pick(random, LANGUAGES),
    vip: random() < 0.02,
    source: pick(random, SOURCES),
    signupAt,
    optAt: signupAt,
    changedAt: new Date(now.getTime() - random() * 20 * DAY_MS).toISOString(),
    ...(status === 'unsubscribed' && { unsubscribeReason: 'No longer interested' }),
  }
}

function drawStatus(random: () => number): MemberStatus {
  let left = random()
  for (const [status, share] of STATUSES) if ((left -= share) < 0) return status
  return 'subscribed'
}
