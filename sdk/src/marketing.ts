import type { ConnectionReason } from './connection-reason.ts'

/* One model of e-mail marketing over all platforms. Rates are fractions from 0 to 1; what a platform does not tell is null. */

/** Where an answer comes from, and with what it was fetched. */
export interface Source {
  connectionId: string
  provider: string
  /** The account's name. */
  accountName: string
  credential: 'oauth' | 'api_key'
  /** Why the API key had to stand in. */
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
  /** Those who can be written to. */
  contactCount: number | null
  createdAt: string | null
  /** Of what was sent to it so far. */
  openRate: number | null
  clickRate: number | null
  /** How many people come and go in a month, on average. */
  averageMonthlySubscribes: number | null
  averageMonthlyUnsubscribes: number | null
}

export interface AudienceDetails extends Audience {
  /** The names by which a contact's fields are written. */
  fields: string[]
}

export type ContactStatus =
  'subscribed' | 'unsubscribed' | 'pending' | 'bounced' | 'archived' | 'not_subscribed' | 'suspended'

export interface Contact {
  id: string
  email: string
  status: ContactStatus
  name: string | null
  /** By the platform's own names; what people have typed, and not to be trusted. */
  fields: Record<string, string>
  /** null: not told here. */
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
  /** Ids of the audiences that it goes to. */
  audienceIds: string[]
  /** Ids of the segments that it goes to, or that narrow the audience. */
  segmentIds: string[]
  fromName: string | null
  fromEmail: string | null
  /** When it will be sent; null: it is not scheduled, or the provider does not tell. */
  scheduledAt: string | null
  /** When it was sent; null: it was not, or the provider does not tell. */
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
  /** People. */
  unique: number
  /** Of those whom it reached: sent without bounces. */
  rate: number
}

export interface Template {
  id: string
  name: string
  createdAt: string | null
}

/** What a platform has, as far as this model covers it. */
export interface Capabilities {
  /** Whether contacts are listed by audience only, or all together as well. */
  accountWideContacts: boolean
  segments: boolean
  tags: boolean
  templates: boolean
  /** Hard and soft bounces apart. */
  bounceTypes: boolean
  complaints: boolean
  /** Whether the platform can ask somebody new to confirm. */
  doubleOptIn: boolean
  /** What somebody leaves who is unsubscribed: the audience, or all of the account. */
  unsubscribeAppliesTo: 'audience' | 'account'
  /** Whether a campaign says who it is from; otherwise its audience does. */
  campaignSenders: boolean
  campaignSegments: boolean
  /** Sending times are whole multiples of this many minutes of an hour. */
  sendTimeStepMinutes: number
  /** The statuses that contacts can be listed by. */
  contactStatuses: ContactStatus[]
  /** Whether contacts are found by a part of their address, or by the whole only. */
  searchesParts: boolean
}

/** Somebody new, or new fields for somebody who is there already. */
export interface UpsertContactInput {
  email: string
  /** Needed where the platform keeps contacts by audience. */
  audienceId: string
  /**
   * Of somebody new. `pending`: the platform asks the person to confirm. `subscribed`: only for those who have agreed.
   * Whoever is there already keeps their status.
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
  /** The account's own when left out. */
  fromName?: string | undefined
  fromEmail?: string | undefined
  audienceId: string
  segmentId?: string | undefined
  html: string
}

/** What is left out stays. Only drafts can be changed. */
export type UpdateCampaignInput = {
  [Name in keyof CreateCampaignInput]?: CreateCampaignInput[Name] | undefined
}

export interface CampaignContent {
  campaignId: string
  html: string
}

/** What would go out, to whom, and what is still in the way. */
export interface CampaignCheck {
  campaign: Campaign
  /** The names of its audiences. */
  audienceNames: string[]
  /** null: the platform does not tell. */
  recipientCount: number | null
  /** Whether some may be counted twice, being in several audiences. */
  recipientCountIsUpperBound: boolean
  /** It cannot be sent while there are any. */
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
  /** The name of the user, secret key or assistant; null when it is deleted. */
  requestedBy: string | null
  /** null: as soon as it is approved. */
  scheduledAt: string | null
  /** The account's own time zone, as an IANA name; null where the provider does not tell, and without `scheduledAt`. */
  timeZone: string | null
  /** What is typed to approve it: the audience's name; the campaign's name or ID where that shows nothing. */
  approvalText: string
  /** How the email begins, as plain text. */
  excerpt: string
  html: string
  expiresAt: string
}

export interface ApproveSendRequestInput {
  /** The `approvalText` of the send request, as the user has typed it. */
  approvalText: string
}

export interface SourcedPage<T> {
  items: T[]
  /** Give it back as `cursor` for the next page; null on the last one. */
  nextCursor: string | null
  source: Source
}

export type Sourced<T> = T & { source: Source }
