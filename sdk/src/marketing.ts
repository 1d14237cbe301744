import type { ConnectionReason } from './connection-reason.ts'

/* One model of email marketing for all providers. Rates are fractions from 0 to 1; values that a provider does not report are null. */

/** The account and the credential behind a response. */
export interface Source {
  connectionId: string
  provider: string
  /** The account's name. */
  accountName: string
  credential: 'oauth' | 'api_key'
  /** Why the API key is used instead of OAuth. */
  fallbackReason: ConnectionReason | null
}

export interface AccountDetails {
  id: string
  name: string
  email: string | null
  timeZone: string | null
  plan: string | null
}

export interface Audience {
  id: string
  name: string
  /** Number of mailable contacts. */
  contactCount: number | null
  createdAt: string | null
  /** Average over the campaigns sent to it. */
  openRate: number | null
  clickRate: number | null
  /** Contacts per month, on average. */
  averageMonthlySubscribes: number | null
  averageMonthlyUnsubscribes: number | null
}

export interface AudienceDetails extends Audience {
  /** The names of a contact's fields. */
  fields: string[]
}

export type ContactStatus =
  'subscribed' | 'unsubscribed' | 'pending' | 'bounced' | 'archived' | 'not_subscribed' | 'suspended'

export interface Contact {
  id: string
  email: string
  status: ContactStatus
  name: string | null
  /** By the provider's field names. Text that people typed: do not trust it. */
  fields: Record<string, string>
  /** null if not reported here. */
  tags: string[] | null
  /** Ids of audiences. */
  audienceIds: string[]
  updatedAt: string | null
}

export interface Segment {
  id: string
  name: string
  contactCount: number | null
}

export type CampaignStatus =
  'draft' | 'paused' | 'scheduled' | 'sending' | 'sent' | 'canceled' | 'failed' | 'archived'

export interface Campaign {
  id: string
  name: string
  subject: string | null
  status: CampaignStatus
  /** The audiences that it is sent to. */
  audienceIds: string[]
  /** The segments that it is sent to, or that narrow the audience. */
  segmentIds: string[]
  fromName: string | null
  fromEmail: string | null
  /** null if it is not scheduled, or the provider does not report it. */
  scheduledAt: string | null
  /** null if it was not sent, or the provider does not report it. */
  sentAt: string | null
  createdAt: string | null
}

export interface CampaignReport {
  campaignId: string
  sent: number
  opens: Engagement
  clicks: Engagement
  bounces: { total: number; hard: number | null; soft: number | null }
  unsubscribes: number
  complaints: number | null
}

export interface Engagement {
  total: number | null
  /** Number of distinct contacts. */
  unique: number
  /** Fraction of the contacts reached: sent without bounces. */
  rate: number
}

export interface Template {
  id: string
  name: string
  createdAt: string | null
}

/** What a provider supports, as far as this model covers it. */
export interface Capabilities {
  /** Whether contacts can be listed for the whole account, not only by audience. */
  accountWideContacts: boolean
  segments: boolean
  tags: boolean
  templates: boolean
  /** Whether hard and soft bounces are reported separately. */
  bounceTypes: boolean
  complaints: boolean
  /** Whether the provider can ask a new contact to confirm. */
  doubleOptIn: boolean
  /** What an unsubscribed contact leaves: the audience, or all of the account. */
  unsubscribeAppliesTo: 'audience' | 'account'
  /** Whether campaigns have their own sender; otherwise the audience has. */
  campaignSenders: boolean
  campaignSegments: boolean
  /** Send times must be multiples of this many minutes. */
  sendTimeStepMinutes: number
  /** The statuses that contacts can be listed by. */
  contactStatuses: ContactStatus[]
  /** Whether contacts are found by a part of their address; otherwise by the whole address only. */
  searchesParts: boolean
}

/** A new contact, or new fields of an existing one. */
export interface UpsertContactInput {
  email: string
  /** Required if the provider keeps contacts by audience. */
  audienceId: string
  /**
   * Status of a new contact. `pending`: the provider asks the contact to confirm. `subscribed`: only for contacts who have agreed.
   * Existing contacts keep their status.
   */
  status: 'pending' | 'subscribed'
  fields: Record<string, string>
}

export interface UpdateTagsInput {
  add: string[]
  remove: string[]
}

export interface CreateCampaignInput {
  name: string
  subject: string
  /** Default: the account's own. */
  fromName?: string | undefined
  fromEmail?: string | undefined
  audienceId: string
  segmentId?: string | undefined
  html: string
}

/** Omitted members stay unchanged. Only drafts can be changed. */
export type UpdateCampaignInput = {
  [Name in keyof CreateCampaignInput]?: CreateCampaignInput[Name] | undefined
}

export interface CampaignContent {
  campaignId: string
  html: string
}

/** What would be sent, to whom, and what blocks sending. */
export interface CampaignCheck {
  campaign: Campaign
  /** The names of its audiences. */
  audienceNames: string[]
  /** null if the provider does not report it. */
  recipientCount: number | null
  /** Whether contacts in several audiences may be counted twice. */
  recipientCountIsUpperBound: boolean
  /** The campaign cannot be sent while this is not empty. */
  blockers: string[]
}

/** A campaign that waits for a user's approval. */
export interface SendRequest extends CampaignCheck {
  id: string
  /** Where a signed-in user approves it. */
  approvalUrl: string
  connectionId: string
  provider: string
  accountName: string
  status: 'pending' | 'approved' | 'declined' | 'expired'
  /** Name of the user, secret key or assistant; null if it was deleted. */
  requestedBy: string | null
  /** null: immediately after approval. */
  scheduledAt: string | null
  /** The account's IANA time zone; null if the provider does not report it, and without `scheduledAt`. */
  timeZone: string | null
  /** The text that the user types to approve it: the name of the audience, else of the campaign, else its ID. */
  approvalText: string
  /** The beginning of the email as plain text. */
  excerpt: string
  html: string
  expiresAt: string
}

export interface ApproveSendRequestInput {
  /** The send request's `approvalText`, as the user typed it. */
  approvalText: string
}

export interface SourcedPage<T> {
  items: T[]
  /** Pass it as `cursor` to get the next page; null on the last page. */
  nextCursor: string | null
  source: Source
}

export type Sourced<T> = T & { source: Source }
