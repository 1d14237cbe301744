import type { AccountData, Campaign, Contact } from '../../../sandbox/src/constant-contact/account-data.ts'
import { whoDid } from '../../../sandbox/src/constant-contact/data/tracking.ts'
import { once } from './once.ts'
import type { CampaignTruth, ContactTruth, Truth } from './truth.ts'

const KINDS = {
  received: 'sends',
  opened: 'opens',
  clicked: 'clicks',
  bounced: 'bounces',
  unsubscribed: 'optouts',
} as const

/** Both versions of the API show the same account; v2 has shorter IDs. */
export function truthOfConstantContact(data: AccountData, idOf: (id: string) => string): Truth {
  return {
    audiences: () => Object.values(data.lists).map(({ list_id, name }) => ({ id: idOf(list_id), name })),
    contacts: (id) =>
      Object.values(data.contacts)
        .filter(({ lists, deleted_at }) => deleted_at === null && lists.some((list) => idOf(list) === id))
        .map((contact) => describeContact(contact, data)),
    campaigns: () => Object.values(data.campaigns).map((campaign) => describeCampaign(campaign, data, idOf)),
  }
}

function describeContact(contact: Contact, data: AccountData): ContactTruth {
  const { address, permission, first_name, last_name, company_name, job_title, tags, created_at } = contact
  const isSubscribed = permission === 'explicit' || permission === 'implicit'
  return {
    email: address,
    status: isSubscribed ? 'subscribed' : permission === 'unsubscribed' ? 'unsubscribed' : 'other',
    fields: {
      first_name: first_name ?? '',
      last_name: last_name ?? '',
      company_name: company_name ?? '',
      job_title: job_title ?? '',
    },
    tags: tags.map((id) => data.tags[id]?.name ?? id),
    addedAt: created_at,
  }
}

const STATUS = { Draft: 'draft', Scheduled: 'scheduled', Done: 'sent' } as const
const isKnown = (status: string): status is keyof typeof STATUS => Object.hasOwn(STATUS, status)

function describeCampaign(
  campaign: Campaign,
  data: AccountData,
  idOf: (id: string) => string,
): CampaignTruth {
  const { campaign_id, lists, subject, status, scheduledAt, sentAt } = campaign
  return {
    id: idOf(campaign_id),
    audienceId: idOf(lists[0] ?? ''),
    subject,
    status: isKnown(status) ? STATUS[status] : 'other',
    at: sentAt === null ? scheduledAt : Date.parse(sentAt),
    who: once((deed) => new Set(whoDid(campaign, KINDS[deed]).map((id) => data.contacts[id]?.address ?? id))),
  }
}
