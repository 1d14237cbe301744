import type { AccountFixture, CampaignFixture, ContactFixture } from '../../fixtures/account-fixture.ts'
import { resolveTime } from '../../fixtures/resolve-time.ts'
import { hexDigest } from '../../hex-digest.ts'
import { seededRandom } from '../../random-values.ts'
import { createRecord } from '../../records.ts'
import type { Account, AccountData, Campaign, List, Member, Segment } from '../account-data.ts'
import { createTemplates } from './campaigns.ts'
import { createList } from './lists.ts'
import { membersIn, putMember } from '../list-members.ts'

const DAY_MS = 86_400_000

/** The lists and campaigns of a fixture, and no others. */
export function createDataFrom(fixture: AccountFixture, account: Account, now: Date): AccountData {
  const lists = (fixture.lists ?? []).map(({ id, name, contacts = [] }, index) => {
    const list: List = {
      ...createList(seededRandom(name), { account, now, name, members: 0 }),
      ...(id !== undefined && { id: String(id) }),
      webId: 300_001 + index,
      segments: tagsOf(contacts, now),
    }
    for (const [at, contact] of contacts.entries()) {
      const member = memberOf(contact, list, at, now)
      putMember(list, member)
    }
    return list
  })
  const campaigns = (fixture.campaigns ?? []).map((one, index) =>
    campaignOf(one, { account, lists, now, index }),
  )
  return {
    lists: createRecord(lists.map((list) => [list.id, list])),
    campaigns: createRecord(campaigns.map((campaign) => [campaign.id, campaign])),
    templates: createTemplates(now),
    nextId: 900_000,
  }
}

function tagsOf(contacts: readonly ContactFixture[], now: Date): Segment[] {
  const names = [...new Set(contacts.flatMap(({ tags = [] }) => tags))]
  const at = now.toISOString()
  return names.map((name, index) => ({
    id: 4001 + index,
    name,
    type: 'static',
    match: 'all',
    conditions: [],
    createdAt: at,
    updatedAt: at,
  }))
}

function memberOf(
  {
    email,
    firstName = '',
    lastName = '',
    status = 'subscribed',
    addedAt = '-P30D',
    tags = [],
  }: ContactFixture,
  list: List,
  index: number,
  now: Date,
): Member {
  const signupAt = resolveTime(addedAt, now).toISOString()
  return {
    hash: hexDigest('md5', email.toLowerCase()),
    webId: list.webId * 1000 + index,
    email,
    status,
    emailType: 'html',
    mergeFields: { FNAME: firstName, LNAME: lastName, CITY: '', BIRTHDAY: '', LTV: '' },
    tags: list.segments.filter(({ name }) => tags.includes(name)).map(({ id }) => id),
    rating: 2,
    openRate: 0,
    clickRate: 0,
    language: 'en',
    vip: false,
    source: 'Import',
    signupAt,
    optAt: signupAt,
    changedAt: signupAt,
  }
}

function campaignOf(
  {
    id,
    name,
    subject = name,
    html,
    list: listName,
    sentAt,
    scheduledAt,
    opened = [],
    clicked = [],
  }: CampaignFixture,
  { account, lists, now, index }: { account: Account; lists: readonly List[]; now: Date; index: number },
): Campaign {
  const list = lists.find((one) => one.name === listName)
  if (!list)
    throw new Error(`The fixture’s campaign “${name}” names the list “${listName}”, which is not there.`)
  const sendTime = sentAt ?? scheduledAt
  const at = sendTime === undefined ? now : resolveTime(sendTime, now)
  const link = 'https://shop.example.com/'
  return {
    id: id === undefined ? hexDigest('sha256', `campaign ${account.id} ${name}`, 10) : String(id),
    webId: 700_000 + index,
    type: 'regular',
    status: sentAt === undefined ? (scheduledAt === undefined ? 'save' : 'schedule') : 'sent',
    createdAt: new Date(Math.min(at.getTime(), now.getTime()) - DAY_MS).toISOString(),
    sendTime: sendTime === undefined ? null : at.toISOString(),
    contentType: 'html',
    listId: list.id,
    segmentId: null,
    settings: {
      subject_line: subject,
      preview_text: '',
      title: name,
      from_name: account.name,
      reply_to: 'hello@example.com',
      template_id: 0,
    },
    content: { html: html ?? `<h1>${subject}</h1><a href="${link}">Read on</a>`, plain_text: subject },
    links: [link],
    recipients:
      sentAt === undefined
        ? []
        : membersIn(list)
            .filter(({ status }) => status !== 'pending')
            .map(({ hash }) => hash),
    engagement: { opened: opened.map(hashOf), clicked: clicked.map(hashOf) },
  }
}

const hashOf = (email: string): string => hexDigest('md5', email.toLowerCase())
