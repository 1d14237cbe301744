import type { Engagement } from '../fixtures/account-fixture.ts'

export interface AccountData {
  lists: Record<number, List>
  recipients: Record<number, Recipient>
  messages: Record<number, Message>
  sendings: Record<number, Sending>
  templates: Record<number, Template>
  imports: Record<number, Import>
  /** Names of images, by list; of 0: those of all lists. */
  images?: Record<number, string[]>
  nextId: number
}

export interface List {
  readonly idList: number
  readonly listGuid: string
  Name: string
  Description: string
  groups: Group[]
  /** Tags of messages, not of recipients. */
  tags: { Id: number; Name: string }[]
}

export interface Group {
  readonly idGroup: number
  Name: string
  Notes: string
  readonly Deletable: boolean
  members: number[]
}

export const SUBSCRIPTIONS = ['Subscribed', 'Unsubscribed', 'Pending'] as const
export type Subscription = (typeof SUBSCRIPTIONS)[number]

/** Identified by email address across lists; the status belongs to recipient and list. */
export interface Recipient {
  readonly idRecipient: number
  Email: string
  Name: string
  MobileNumber: string
  MobilePrefix: string
  fields: Record<number, string>
  lists: Record<number, { status: Subscription; confirmedByEmail: boolean }>
}

export interface Message {
  readonly idMessage: number
  readonly idList: number
  Subject: string
  Content: string
  Notes: string
  readonly createdAt: number
  archived: boolean
  confirmation: boolean
  tags: { Id: number; Name: string }[]
  attachments?: Attachment[]
  /** Other members of a request: fields, tracking. */
  written?: Record<string, unknown>
  /** All recipients so far: statistics belong to the message, not to a single send. */
  recipients: number[]
  /** From a fixture. */
  engagement?: Engagement
}

export interface Attachment {
  /** 1 to 5. */
  readonly Slot: number
  readonly Name: string
  readonly Path: string
}

export const SENDING_STATES = ['Immediate', 'Deferred', 'Undefined'] as const

export interface Sending {
  readonly Id: number
  readonly IdList: number
  readonly IdMessage: number
  readonly Subject: string
  Notes: string
  startAt: number
  state: (typeof SENDING_STATES)[number] | 'Finished' | 'Stopped'
  readonly recipients: number[]
}

/** Past, current and scheduled sends. */
export const queueOf = (data: AccountData): Sending[] => Object.values(data.sendings)

export interface Template {
  readonly Id: number
  readonly idList: number
  readonly Title: string
  readonly Content: string
}

export interface Import {
  Completed: boolean
  CreatedRecipients: number
  ImportedRecipients: number
  NotValidRecipients: number
  UpdatedRecipients: number
  ValidRecipients: number
}

/** The used ones of up to 39 personal fields. */
export const FIELDS = ['FirstName', 'LastName', 'Company', 'City', 'CustomerCode'] as const
