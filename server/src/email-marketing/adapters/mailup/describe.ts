import type { Campaign, Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { DAY } from '../../../kernel/time.ts'
import type { ProviderApi } from '../provider-api.ts'
import { maybeList, maybeText, maybeTime, integerId } from '../shapes.ts'
import { NO_STATISTICS } from '../values.ts'
import { campaignId } from './campaign-id.ts'
import { readNotes } from './notes.ts'
import { CONSOLE, EVERYTHING, items } from './paging.ts'

export const STATISTICS = '/MailStatisticsService.svc'

export const recipient = z.object({
  idRecipient: integerId,
  Email: z.string(),
  Name: maybeText,
  Fields: maybeList(z.object({ Description: z.string(), Id: integerId, Value: maybeText })),
})

export const message = z.object({
  idMessage: integerId,
  idList: integerId,
  Subject: maybeText,
  CreationDate: maybeTime,
  Notes: maybeText,
})

export const messageWithContent = message.extend({ Content: maybeText })

export const sending = z.object({ Id: integerId, IdMessage: integerId, StartDate: maybeTime })

export const list = z.object({ idList: integerId, Name: z.string() })

export function describeList({ idList, Name }: z.output<typeof list>) {
  // Lists have no counts, dates or rates.
  return { ...NO_STATISTICS, id: idList, name: Name, contactCount: null, createdAt: null }
}

export function describeRecipient(
  { idRecipient, Email, Name, Fields }: z.output<typeof recipient>,
  status: ContactStatus,
  audience: string,
): Contact {
  const named = (Fields ?? []).flatMap(({ Description, Value }): [string, string][] =>
    Value === null ? [] : [[Description, Value]],
  )
  return {
    id: idRecipient,
    email: Email,
    status,
    name: Name,
    fields: Object.fromEntries(named),
    tags: null,
    audienceIds: [audience],
    updatedAt: null,
  }
}

/** Message ID → when sending begins. */
type Queue = ReadonlyMap<string, string | null>

export interface SendRequests {
  readonly sending: Queue
  readonly scheduled: Queue
}

const sendHistory = items(z.object({ StartDate: maybeTime }))

/** When a message was last sent; null if never. Only a time is cached: a draft can be sent at any moment. */
function readSentAt(api: ProviderApi, list: string, id: string): Promise<string | null> {
  return api.remember(
    `sent ${id}`,
    async () => {
      const { Items } = await api.get(`${CONSOLE}/List/${list}/Email/${id}/SendHistory`, sendHistory, {
        pageSize: EVERYTHING,
      })
      return (
        Items.flatMap(({ StartDate }) => StartDate ?? [])
          .toSorted()
          .at(-1) ?? null
      )
    },
    (sentAt) => (sentAt === null ? 0 : DAY),
  )
}

/** A message has no status: it is in the queue, was sent, or is a draft. */
export async function describeMessage(
  api: ProviderApi,
  { idMessage, idList, Subject, CreationDate, Notes }: z.output<typeof message>,
  { sending, scheduled }: SendRequests,
): Promise<Campaign> {
  const inQueue = sending.has(idMessage) || scheduled.has(idMessage)
  const sentAt = inQueue ? null : await readSentAt(api, idList, idMessage)
  const status = sending.has(idMessage)
    ? 'sending'
    : scheduled.has(idMessage)
      ? 'scheduled'
      : sentAt === null
        ? 'draft'
        : 'sent'
  const id = campaignId(idList, idMessage)
  const { name, group } = readNotes(Notes)
  return {
    id,
    name: name ?? Subject ?? id,
    subject: Subject,
    status,
    audienceIds: [idList],
    segmentIds: group === null ? [] : [group],
    fromName: null,
    fromEmail: null,
    scheduledAt: scheduled.get(idMessage) ?? null,
    sentAt: sending.get(idMessage) ?? sentAt,
    createdAt: CreationDate,
  }
}
