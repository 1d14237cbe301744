import type { AccountFixture, CampaignFixture, ContactFixture } from '../../fixtures/account-fixture.ts'
import { resolveTime } from '../../fixtures/resolve-time.ts'
import type { AccountData, Campaign, Contact } from '../account-data.ts'
import { recipientsOf } from './account.ts'
import { createEmptyData } from './empty-data.ts'
import { uuidOf } from './uuid-of.ts'

const PERMISSIONS = {
  subscribed: 'implicit',
  unsubscribed: 'unsubscribed',
  pending: 'pending_confirmation',
} as const

/** The lists and campaigns of a fixture, and no others. A contact that is in several lists is one contact. */
export function createDataFrom({ lists = [], campaigns = [] }: AccountFixture, now: Date): AccountData {
  const at = now.toISOString()
  const data = createEmptyData()
  for (const { id, name, contacts = [] } of lists) {
    const list_id = String(id ?? uuidOf(`list ${name}`))
    data.lists[list_id] = { list_id, name, description: '', favorite: false, created_at: at, updated_at: at }
    for (const fixture of contacts) {
      const contact = contactOf(data, fixture, now)
      contact.lists.push(list_id)
      contact.tags = [
        ...new Set([...contact.tags, ...(fixture.tags ?? []).map((tag) => tagOf(data, tag, at))]),
      ]
    }
  }
  for (const campaign of campaigns) addCampaign(data, campaign, now)
  return data
}

function contactOf(
  data: AccountData,
  { email, firstName, lastName, status = 'subscribed', addedAt = '-P30D' }: ContactFixture,
  now: Date,
): Contact {
  const contact_id = uuidOf(`contact ${email.toLowerCase()}`)
  const created_at = resolveTime(addedAt, now).toISOString()
  return (data.contacts[contact_id] ??= {
    contact_id,
    address: email,
    permission: PERMISSIONS[status],
    first_name: firstName ?? null,
    last_name: lastName ?? null,
    job_title: null,
    company_name: null,
    lists: [],
    tags: [],
    created_at,
    updated_at: created_at,
    deleted_at: null,
  })
}

function tagOf(data: AccountData, name: string, created_at: string): string {
  const tag_id = uuidOf(`tag ${name}`)
  data.tags[tag_id] ??= { tag_id, name, created_at }
  return tag_id
}

function addCampaign(
  data: AccountData,
  { id, name, subject = name, html, list, sentAt, scheduledAt, opened = [], clicked = [] }: CampaignFixture,
  now: Date,
): void {
  const known = Object.values(data.lists).find((one) => one.name === list)
  if (!known)
    throw new Error(`The fixture’s campaign “${name}” names the list “${list}”, which is not there.`)
  const campaign_id = String(id ?? uuidOf(`campaign ${name}`))
  const sent = sentAt === undefined ? null : resolveTime(sentAt, now).toISOString()
  const created_at = sent ?? now.toISOString()
  const idsOf = (emails: readonly string[]): string[] =>
    emails.map((email) => uuidOf(`contact ${email.toLowerCase()}`))
  const campaign: Campaign = {
    campaign_id,
    campaign_activity_id: uuidOf(`activity ${campaign_id}`),
    name,
    status: sent === null ? (scheduledAt === undefined ? 'Draft' : 'Scheduled') : 'Done',
    subject,
    html_content: html ?? `<html><body>[[trackingImage]]<h1>${subject}</h1></body></html>`,
    from_name: 'Hello',
    from_email: 'hello@example.com',
    lists: [known.list_id],
    segments: [],
    created_at,
    updated_at: created_at,
    scheduledAt: scheduledAt === undefined ? null : resolveTime(scheduledAt, now).getTime(),
    sentAt: sent,
    recipients: sent === null ? [] : recipientsOf(data, [known.list_id], []),
    engagement: { opened: idsOf(opened), clicked: idsOf(clicked) },
  }
  data.campaigns[campaign_id] = campaign
}
