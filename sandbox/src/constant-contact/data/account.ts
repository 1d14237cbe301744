import { CITIES, FIRST_NAMES, LAST_NAMES, SUBJECTS } from '../../sample-texts.ts'
import { pick } from '../../random-values.ts'
import type { AccountData, Campaign, Contact } from '../account-data.ts'
import { createEmptyData } from './empty-data.ts'
import { uuidOf } from './uuid-of.ts'

const DAY_MS = 86_400_000
const STATUS_OF = ['Done', 'Done', 'Done', 'Done', 'Scheduled', 'Draft', 'Draft'] as const

/** Two lists, thousands of contacts with tags, segments, and campaigns in common statuses. */
export function createData(random: () => number, size: 'full' | 'small', now: number): AccountData {
  const at = new Date(now - 900 * DAY_MS).toISOString()
  const data = createEmptyData()
  for (const name of ['Newsletter', 'Customers']) {
    const list_id = uuidOf(`list ${name}`)
    data.lists[list_id] = {
      list_id,
      name,
      description: '',
      favorite: name === 'Newsletter',
      created_at: at,
      updated_at: at,
    }
  }
  for (const name of ['Regular', 'Wholesale', 'Event 2026']) {
    const tag_id = uuidOf(`tag ${name}`)
    data.tags[tag_id] = { tag_id, name, created_at: at }
  }
  const [tags, lists] = [Object.keys(data.tags), Object.keys(data.lists)]
  data.segments = [
    { segment_id: 101, name: 'Wholesale buyers', created_at: at, tag: tags[1] ?? '', computed: false },
    { segment_id: 102, name: 'Guests of 2026', created_at: at, tag: tags[2] ?? '', computed: false },
  ]
  const count = size === 'full' ? 2800 : 14
  for (let index = 0; index < count; index++) {
    const contact = createContact(random, index, now)
    contact.lists = [lists[0] ?? '', ...(random() < 0.35 ? [lists[1] ?? ''] : [])]
    contact.tags = tags.filter(() => random() < 0.2)
    data.contacts[contact.contact_id] = contact
  }
  for (const [index, subject] of SUBJECTS.entries())
    addCampaign(data, subject, STATUS_OF[index] ?? 'Draft', now - (70 - index * 12) * DAY_MS, now)
  return data
}

function createContact(random: () => number, index: number, now: number): Contact {
  const [first_name, last_name] = [pick(random, FIRST_NAMES), pick(random, LAST_NAMES)]
  const created_at = new Date(now - (20 + random() * 800) * DAY_MS).toISOString()
  const drawn = random()
  return {
    contact_id: uuidOf(`contact ${index} ${first_name}`),
    address: `${first_name}.${last_name}.${index}@example.com`.toLowerCase(),
    permission:
      drawn < 0.8
        ? 'implicit'
        : drawn < 0.9
          ? 'explicit'
          : drawn < 0.97
            ? 'unsubscribed'
            : 'pending_confirmation',
    first_name,
    last_name,
    job_title: null,
    company_name: random() < 0.2 ? `${pick(random, CITIES)} Goods` : null,
    lists: [],
    tags: [],
    created_at,
    updated_at: created_at,
    deleted_at: null,
  }
}

function addCampaign(
  data: AccountData,
  subject: string,
  status: Campaign['status'],
  at: number,
  now: number,
): void {
  const campaign_id = uuidOf(`campaign ${subject}`)
  const [list = ''] = Object.keys(data.lists)
  const created_at = new Date(Math.min(at, now)).toISOString()
  data.campaigns[campaign_id] = {
    campaign_id,
    campaign_activity_id: uuidOf(`activity ${subject}`),
    name: subject,
    status,
    subject,
    html_content: `<html><body>[[trackingImage]]<h1>${subject}</h1></body></html>`,
    from_name: 'Hello',
    from_email: 'hello@example.com',
    lists: [list],
    segments: [],
    created_at,
    updated_at: created_at,
    scheduledAt: status === 'Scheduled' ? now + 3 * DAY_MS : null,
    sentAt: status === 'Done' ? created_at : null,
    recipients: status === 'Done' ? recipientsOf(data, [list], []) : [],
  }
}

/** The mailable contacts of the lists or segments. */
export function recipientsOf(
  data: AccountData,
  lists: readonly string[],
  segments: readonly number[],
): string[] {
  const tags = new Set(
    data.segments.filter(({ segment_id }) => segments.includes(segment_id)).map(({ tag }) => tag),
  )
  return Object.values(data.contacts)
    .filter(({ permission, deleted_at }) => deleted_at === null && permission !== 'unsubscribed')
    .filter(
      (contact) => contact.lists.some((id) => lists.includes(id)) || contact.tags.some((id) => tags.has(id)),
    )
    .map(({ contact_id }) => contact_id)
}
