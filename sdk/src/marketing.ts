import type { ConnectionReason } from './connection-reason.ts'

/* One model of e-mail marketing over all platforms. Rates are fractions from 0 to 1; what a platform does not tell is null. */

/** Where an answer comes from, and with what it was fetched. */
export interface Source {
  connection: string
  provider: string
  /** The account's name. */
  account: string
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
  contacts: number | null
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
  audiences: string[]
  changedAt: string | null
}

export interface Segment {
  id: string
  name: string
  contacts: number | null
}

export type CampaignStatus =
  'draft' | 'paused' | 'scheduled' | 'sending' | 'sent' | 'cancelled' | 'failed' | 'archived'

export interface Campaign {
  id: string
  name: string
  subject: string | null
  status: CampaignStatus
  /** Ids of the audiences that it goes to. */
  audiences: string[]
  /** Ids of the segments that it goes to, or that narrow the audience. */
  segments: string[]
  fromName: string | null
  fromEmail: string | null
  /** When it is or was sent. */
  sendAt: string | null
  createdAt: string | null
}

export interface Report {
  campaign: string
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
  audience: string
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
  audience: string
  segment?: string | undefined
  html: string
}

/** What is left out stays. Only drafts can be changed. */
export type UpdateCampaignInput = {
  [Name in keyof CreateCampaignInput]?: CreateCampaignInput[Name] | undefined
}

export interface CampaignContent {
  campaign: string
  html: string
}

/** What would go out, to whom, and what is still in the way. */
export interface CampaignCheck {
  campaign: Campaign
  /** The names of its audiences. */
  audienceNames: string[]
  /** null: the platform does not tell. */
  recipients: number | null
  /** Whether some may be counted twice, being in several audiences. */
  recipientCountIsUpperBound: boolean
  /** It cannot be sent while there are any. */
  problems: string[]
}

/** A sending that waits for a word. */
export interface SendRequest extends CampaignCheck {
  /** null: at once. */
  sendAt: string | null
  /** The account's own time zone, as an IANA name; null where the platform does not tell, and for a sending at once. */
  timeZone: string | null
  /** What a person types to confirm it: the audience's name; the campaign's name or id where that shows nothing. */
  nameToType: string
  /** How the e-mail begins, as plain text. */
  excerpt: string
  /** To be given back with the typed name, once, before it expires. */
  confirmation: string
  expiresAt: string
}

/** What a person sees who is asked to confirm a sending. */
export interface SendRequestDetails extends CampaignCheck {
  html: string
  connection: string
  provider: string
  /** The account's name. */
  account: string
  /** The name of whoever has prepared it. */
  requestedBy: string | null
  sendAt: string | null
  /** The account's own; null where the platform does not tell, and for a sending at once. */
  timeZone: string | null
  /** What a person types to confirm it. */
  nameToType: string
  expiresAt: string
  /** Or expired. */
  used: boolean
}

export interface ApproveSendRequestInput {
  confirmation: string
  /** The name that was asked for (`nameToType`), as a person has typed it. */
  audienceName: string
}

export interface SourcedPage<T> {
  items: T[]
  /** Give it back as `cursor` for the next page; null on the last one. */
  nextCursor: string | null
  source: Source
}

export type Sourced<T> = T & { source: Source }
