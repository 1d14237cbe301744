import type { AccountFixture, CampaignFixture, ContactFixture } from '../../fixtures/account-fixture.ts'
import { resolveTime } from '../../fixtures/resolve-time.ts'
import { createRecord } from '../../records.ts'
import type { AccountData, List, Message } from '../account-data.ts'
import { nextRecipientId, putRecipient, recipientWith } from '../recipients-by-address.ts'
import { addSending, emptyData, newList } from './account.ts'

const SUBSCRIPTIONS = { subscribed: 'Subscribed', unsubscribed: 'Unsubscribed', pending: 'Pending' } as const
const DAY_MS = 86_400_000

/** The lists and messages of a fixture, and no others. A recipient has a status in each list; tags are groups. */
export function createDataFrom({ lists = [], campaigns = [] }: AccountFixture, now: Date): AccountData {
  const data = emptyData()
  for (const [index, { id, name, contacts = [] }] of lists.entries()) {
    const list = newList(Number(id ?? index + 1), name)
    data.lists[list.idList] = list
    for (const contact of contacts) addRecipient(data, list, contact)
  }
  for (const [index, campaign] of campaigns.entries()) addMessage(data, campaign, now, index)
  return data
}

function addRecipient(
  data: AccountData,
  list: List,
  { email, firstName = '', lastName = '', status = 'subscribed', tags = [] }: ContactFixture,
): void {
  const recipient = recipientWith(data, email) ?? {
    idRecipient: nextRecipientId(data),
    Email: email,
    Name: `${firstName} ${lastName}`.trim(),
    MobileNumber: '',
    MobilePrefix: '',
    fields: { 1: firstName, 2: lastName },
    lists: createRecord(),
  }
  putRecipient(data, recipient)
  recipient.lists[list.idList] = { status: SUBSCRIPTIONS[status], confirmedByEmail: false }
  for (const Name of tags) {
    const known = list.groups.find((group) => group.Name === Name)
    const idGroup = list.idList * 100 + list.groups.length
    const group = known ?? { idGroup, Name, Notes: '', Deletable: true, members: [] }
    if (!known) list.groups.push(group)
    group.members.push(recipient.idRecipient)
  }
}

function addMessage(
  data: AccountData,
  { id, name, subject = name, html, list, sentAt, scheduledAt, opened = [], clicked = [] }: CampaignFixture,
  now: Date,
  index: number,
): void {
  const known = Object.values(data.lists).find((one) => one.Name === list)
  if (!known)
    throw new Error(`The fixture’s campaign “${name}” names the list “${list}”, which is not there.`)
  const idsOf = (emails: readonly string[]): string[] =>
    emails.flatMap((email) => recipientWith(data, email)?.idRecipient.toString() ?? [])
  const at = sentAt ?? scheduledAt
  const startAt = at === undefined ? undefined : resolveTime(at, now).getTime()
  const message: Message = {
    idMessage: Number(id ?? 1000 + index),
    idList: known.idList,
    Subject: subject,
    Content: html ?? `<html><body><h1>${subject}</h1></body></html>`,
    Notes: name,
    createdAt: Math.min(startAt ?? now.getTime(), now.getTime()) - DAY_MS,
    archived: false,
    confirmation: false,
    tags: [],
    recipients: [],
    engagement: { opened: idsOf(opened), clicked: idsOf(clicked) },
  }
  data.messages[message.idMessage] = message
  if (startAt !== undefined)
    addSending(data, message, startAt, sentAt === undefined ? 'Deferred' : 'Finished')
}
