import type { Campaign, Contact, ContactStatus } from '@letterlock/client/wire.ts'
import type { PlatformApi } from '../adapter.ts'
import { NOTHING_TOLD, textOrNull, timeOrNull } from '../values.ts'

/* How MailUp writes what the model has, and what becomes of it. */

export const STATISTICS = '/MailStatisticsService.svc'

export interface Recipient {
  idRecipient: number
  Email: string
  Name?: string
  Fields?: { Description: string; Id: number; Value: string }[]
}

export interface Message {
  idMessage: number
  idList: number
  Subject?: string
  CreationDate?: string
  Notes?: string
}

export interface Sending {
  Id: number
  IdMessage: number
  StartDate: string
}

export interface ListBody {
  readonly idList: number
  readonly Name: string
}

export function describeList({ idList, Name }: ListBody) {
  // Neither count nor date nor rates are told of a list.
  return { ...NOTHING_TOLD, id: String(idList), name: Name, contacts: null, createdAt: null }
}

export function describeRecipient(recipient: Recipient, status: ContactStatus, audience: string): Contact {
  const { idRecipient, Email, Name, Fields = [] } = recipient
  const told = Fields.filter(({ Value }) => Value !== '')
  return {
    id: String(idRecipient),
    email: Email,
    status,
    name: textOrNull(Name),
    fields: Object.fromEntries(told.map(({ Description, Value }) => [Description, Value])),
    tags: null,
    audiences: [audience],
    changedAt: null,
  }
}

export interface Sendings {
  readonly sending: ReadonlyMap<number, string>
  readonly scheduled: ReadonlyMap<number, string>
}

/** A message has no status of its own: it is in the queue, or was sent to somebody, or is a draft. */
export async function describeMessage(
  api: PlatformApi,
  { idMessage, idList, Subject, CreationDate, Notes }: Message,
  { sending, scheduled }: Sendings,
): Promise<Campaign> {
  const startsAt = sending.get(idMessage) ?? scheduled.get(idMessage)
  const status = sending.has(idMessage)
    ? 'sending'
    : scheduled.has(idMessage)
      ? 'scheduled'
      : (await api.get<number>(`${STATISTICS}/Message/${idMessage}/Count/Recipients`)) > 0
        ? 'sent'
        : 'draft'
  const subject = textOrNull(Subject)
  return {
    id: String(idMessage),
    name: textOrNull(Notes) ?? subject ?? String(idMessage),
    subject,
    status,
    audiences: [String(idList)],
    segments: [],
    fromName: null,
    fromEmail: null,
    sendAt: timeOrNull(startsAt),
    createdAt: timeOrNull(CreationDate),
  }
}
