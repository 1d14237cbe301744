import type { StatusReason } from './wire.ts'

/* One model of e-mail marketing over all platforms. Rates are fractions from 0 to 1; what a platform does not tell is null. */

/** Where an answer comes from, and with what it was fetched. */
export interface Source {
  connection: string
  provider: string
  /** The account's name. */
  account: string
  credential: 'oauth' | 'api_key'
  /** Why the API key had to stand in. */
  because: StatusReason | null
}

export interface MarketingAccount {
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
  contactsWithoutAudience: boolean
  segments: boolean
  tags: boolean
  templates: boolean
  /** Hard and soft bounces apart. */
  bounceKinds: boolean
  complaints: boolean
}

export interface MarketingPage<T> {
  items: T[]
  /** Give it back as `cursor` for the next page; null on the last one. */
  nextCursor: string | null
  source: Source
}

export type MarketingItem<T> = T & { source: Source }
