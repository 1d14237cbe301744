import {
  FIELDS,
  queueOf,
  type AccountData,
  type Message,
  type Recipient,
} from '../../../sandbox/src/mailup/account-data.ts'
import { whoDid } from '../../../sandbox/src/mailup/api/statistics.ts'
import { once } from './once.ts'
import type { CampaignTruth, ContactTruth, Truth } from './truth.ts'

const KINDS = {
  received: 'Recipients',
  opened: 'Views',
  clicked: 'Clicks',
  bounced: 'Bounces',
  unsubscribed: 'Unsubscriptions',
} as const

const STATUS = { Subscribed: 'subscribed', Unsubscribed: 'unsubscribed', Pending: 'other' } as const

export function truthOfMailup(data: AccountData): Truth {
  return {
    audiences: () =>
      Object.values(data.lists).map(({ idList, Name }) => ({ id: String(idList), name: Name })),
    contacts: (id) =>
      Object.values(data.recipients).flatMap((recipient) => describeRecipient(recipient, Number(id)) ?? []),
    campaigns: () => Object.values(data.messages).map((message) => describeMessage(message, data)),
  }
}

function describeRecipient({ Email, fields, lists }: Recipient, idList: number): ContactTruth | undefined {
  const membership = lists[idList]
  return (
    membership && {
      email: Email,
      status: STATUS[membership.status],
      fields: Object.fromEntries(FIELDS.map((name, index) => [name, fields[index + 1] ?? ''])),
      tags: [],
      addedAt: null,
    }
  )
}

function describeMessage(message: Message, data: AccountData): CampaignTruth {
  const { idMessage, idList, Subject, recipients } = message
  const queued = queueOf(data).filter((sending) => sending.IdMessage === idMessage)
  const waits = queued.find(({ state }) => state === 'Deferred')
  const sent = queued.find(({ state }) => state === 'Finished')
  return {
    id: `${idList}-${idMessage}`,
    audienceId: String(idList),
    subject: Subject,
    status: waits ? 'scheduled' : recipients.length > 0 ? 'sent' : 'draft',
    at: (waits ?? sent)?.startAt ?? null,
    who: once(
      (deed) => new Set(whoDid(message, KINDS[deed]).map((id) => data.recipients[id]?.Email ?? String(id))),
    ),
  }
}
