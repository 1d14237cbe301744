import { hexDigest } from '../../hex-digest.ts'
import { pick } from '../../random-values.ts'
import { CITIES, FIRST_NAMES, LAST_NAMES, SUBJECTS } from '../../sample-texts.ts'
import type { AccountData, List, Message, Recipient, Subscription } from '../account-data.ts'
import { createRecord } from '../../records.ts'

const DAY_MS = 86_400_000

export const emptyData = (): AccountData => ({
  lists: createRecord(),
  recipients: createRecord(),
  messages: createRecord(),
  sendings: createRecord(),
  templates: createRecord(),
  imports: createRecord(),
  nextId: 5000,
})

/** Two lists with groups, thousands of recipients, messages that are sent, scheduled and archived. */
export function createData(random: () => number, size: 'full' | 'small', now: number): AccountData {
  const data = emptyData()
  const full = size === 'full'
  fillList(random, data, newList(1, 'Newsletter'), full ? 2600 : 12)
  fillList(random, data, newList(2, 'Customers'), full ? 900 : 5)
  addMessages(data, now)
  for (const [index, Title] of ['Plain letter', 'Two columns'].entries())
    for (const idList of [1, 2])
      data.templates[100 + 10 * idList + index] = {
        Id: 100 + 10 * idList + index,
        idList,
        Title,
        Content: `<html><body><h1>${Title}</h1><p>Write here.</p></body></html>`,
      }
  return data
}

export function newList(idList: number, Name: string, Description = ''): List {
  const digest = hexDigest('sha256', `list ${idList} ${Name}`)
  return {
    idList,
    listGuid: [8, 12, 16, 20, 32].map((end, at) => digest.slice([0, 8, 12, 16, 20][at], end)).join('-'),
    Name,
    Description: Description || `Everyone of ${Name}`,
    groups: [],
    tags: [
      { Id: idList * 10 + 1, Name: 'Offers' },
      { Id: idList * 10 + 2, Name: 'News' },
    ],
  }
}

function fillList(random: () => number, data: AccountData, list: List, count: number): void {
  data.lists[list.idList] = list
  list.groups = ['Regulars', 'Event 2026', 'Wholesale'].map((Name, index) => ({
    idGroup: list.idList * 100 + index,
    Name,
    Notes: '',
    Deletable: index > 0,
    members: [],
  }))
  let newest = Object.keys(data.recipients).length
  for (let index = 0; index < count; index++) {
    // Every fifth recipient is in both lists, with a status in each.
    const known = list.idList > 1 && index % 5 === 0 ? data.recipients[1 + index] : undefined
    const recipient = known ?? newRecipient(random, ++newest)
    data.recipients[recipient.idRecipient] = recipient
    const status = drawStatus(random)
    recipient.lists[list.idList] = {
      status,
      confirmedByEmail: status === 'Subscribed' && random() < 0.6,
    }
    for (const group of list.groups) if (random() < 0.2) group.members.push(recipient.idRecipient)
  }
}

function newRecipient(random: () => number, idRecipient: number): Recipient {
  const [first, last] = [pick(random, FIRST_NAMES), pick(random, LAST_NAMES)]
  return {
    idRecipient,
    Email: `${first}.${last}.${idRecipient}@example.com`.toLowerCase(),
    Name: `${first} ${last}`,
    MobileNumber: '',
    MobilePrefix: '',
    fields: { 1: first, 2: last, 4: pick(random, CITIES), 5: `C${1000 + idRecipient}` },
    lists: createRecord(),
  }
}

function drawStatus(random: () => number): Subscription {
  const drawn = random()
  return drawn < 0.88 ? 'Subscribed' : drawn < 0.97 ? 'Unsubscribed' : 'Pending'
}

function addMessages(data: AccountData, now: number): void {
  for (const idList of [1, 2])
    for (const [index, Subject] of SUBJECTS.slice(0, 6).entries()) {
      const message: Message = {
        idMessage: idList * 1000 + index,
        idList,
        Subject,
        Content: `<html><body><h1>${Subject}</h1><p>Dear [FirstName], …</p></body></html>`,
        Notes: '',
        createdAt: now - (90 - index * 14) * DAY_MS,
        archived: index === 0,
        confirmation: false,
        tags: index % 2 === 0 ? (data.lists[idList]?.tags.slice(0, 1) ?? []) : [],
        recipients: [],
      }
      data.messages[message.idMessage] = message
      // The last two were never sent; the one before is scheduled.
      if (index < 4) addSending(data, message, now - (88 - index * 14) * DAY_MS, 'Finished')
      if (index === 4) addSending(data, message, now + 3 * DAY_MS, 'Deferred')
    }
}

/** Sends a message to the subscribed recipients of its list. */
export function addSending(
  data: AccountData,
  message: Message,
  startAt: number,
  state: 'Finished' | 'Deferred',
): void {
  const recipients = Object.values(data.recipients)
    .filter(({ lists }) => lists[message.idList]?.status === 'Subscribed')
    .map(({ idRecipient }) => idRecipient)
  const Id = data.nextId++
  const { idList: IdList, idMessage: IdMessage, Subject } = message
  data.sendings[Id] = { Id, IdList, IdMessage, Subject, Notes: '', startAt, state, recipients }
  if (state === 'Finished') message.recipients = recipients
}
