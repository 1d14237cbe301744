import type { AccountData, Campaign, List, Member } from '../../../sandbox/src/mailchimp/account-data.ts'
import { deliveriesOf, type Delivery } from '../../../sandbox/src/mailchimp/api/deliveries.ts'
import { once } from './once.ts'
import type { CampaignTruth, ContactTruth, Deed, Truth } from './truth.ts'

const DEEDS: Readonly<Record<Deed, (delivery: Delivery) => boolean>> = {
  received: () => true,
  opened: ({ opens }) => opens.length > 0,
  clicked: ({ clicks }) => clicks.length > 0,
  bounced: ({ status }) => status !== 'sent',
  unsubscribed: ({ unsubscribed }) => unsubscribed,
}

export function truthOfMailchimp(data: AccountData): Truth {
  const membersOf = (id: string): Member[] => Object.values(data.lists[id]?.members ?? {})
  return {
    audiences: () => Object.values(data.lists).map(({ id, name }) => ({ id, name })),
    contacts(id) {
      const list = data.lists[id]
      return list === undefined ? [] : membersOf(id).map((member) => describeMember(member, list))
    },
    // The parts of an A/B test are campaigns of their own, which no list shows.
    campaigns: () =>
      Object.values(data.campaigns)
        .filter(({ type }) => type !== 'variate-child')
        .map((campaign) => describeCampaign(campaign, data)),
  }
}

function describeMember({ email, status, mergeFields, tags, signupAt }: Member, list: List): ContactTruth {
  return {
    email,
    status: status === 'subscribed' || status === 'unsubscribed' ? status : 'other',
    fields: Object.fromEntries(Object.entries(mergeFields).map(([name, value]) => [name, String(value)])),
    tags: list.segments.filter(({ id }) => tags.includes(id)).map(({ name }) => name),
    addedAt: signupAt,
  }
}

const STATUS = { save: 'draft', schedule: 'scheduled', sent: 'sent' } as const
const isKnown = (status: string): status is keyof typeof STATUS => Object.hasOwn(STATUS, status)

function describeCampaign(campaign: Campaign, data: AccountData): CampaignTruth {
  const { id, listId, settings, status, sendTime } = campaign
  const emailOf = (hash: string): string => data.lists[listId]?.members[hash]?.email ?? hash
  return {
    id,
    audienceId: listId,
    subject: String(settings['subject_line']),
    status: isKnown(status) ? STATUS[status] : 'other',
    at: sendTime === null ? null : Date.parse(sendTime),
    who: once(
      (deed) =>
        new Set(
          deliveriesOf(campaign)
            .filter(DEEDS[deed])
            .map(({ hash }) => emailOf(hash)),
        ),
    ),
  }
}
