import type {
  Audience,
  AudienceDetails,
  Campaign,
  UpdateCampaignInput,
  Capabilities,
  Contact,
  ContactStatus,
  UpsertContactInput,
  AccountDetails,
  CreateCampaignInput,
  CampaignReport,
  Segment,
  UpdateTagsInput,
  Template,
} from '@letterlock/sdk/wire.ts'
import type { z } from 'zod'
import type { NamedProvider } from '../kernel/errors.ts'

/** The connected account's API. Paths begin with a slash; a value in a path is escaped by `segment`. */
export interface ProviderApi {
  readonly provider: NamedProvider
  /** @throws ProblemError resource_not_found, provider_rejected_request, provider_rate_limited, provider_unavailable, provider_response_invalid, … */
  get<S extends z.ZodType>(path: string, shape: S, query?: Query): Promise<z.output<S>>
  /** A call that changes something; what it answers is not looked at. Sent once: never again after an unclear end. */
  send(method: Method, path: string, body?: unknown): Promise<void>
  /** The same, where the answer is needed. */
  sendFor<S extends z.ZodType>(method: Method, path: string, shape: S, body?: unknown): Promise<z.output<S>>
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Query = Readonly<Record<string, string | number | undefined>>

/** Where to go on: whatever the platform needs for it, and null at the beginning. */
export type Position = string | null

export interface PageWanted {
  readonly limit: number
  readonly at: Position
}

export interface Found<T> {
  readonly items: T[]
  readonly next: Position
}

export interface ContactsWanted {
  readonly audience: string | null
  /** null: whatever it is. One that the platform tells (`capabilities.contactStatuses`). */
  readonly status: ContactStatus | null
  /** An e-mail address, or a part of one where the platform can look for that (`capabilities.searchesParts`). */
  readonly words: string | null
}

/** Which contact: by the platform's id or by e-mail address. */
export interface ContactWanted {
  readonly audience: string | null
  readonly contact: string
}

/** One platform in the words of the model. What a platform lacks is said by its capabilities, and not asked of it. */
export interface MarketingAdapter extends Reading, ContactWriting, CampaignWriting {
  readonly provider: string
  readonly capabilities: Capabilities
}

export interface Reading {
  account(api: ProviderApi): Promise<AccountDetails>
  audiences(api: ProviderApi, page: PageWanted): Promise<Found<Audience>>
  audience(api: ProviderApi, id: string): Promise<AudienceDetails>
  contacts(api: ProviderApi, wanted: ContactsWanted, page: PageWanted): Promise<Found<Contact>>
  contact(api: ProviderApi, wanted: ContactWanted): Promise<Contact>
  segments(api: ProviderApi, audience: string, page: PageWanted): Promise<Found<Segment>>
  campaigns(api: ProviderApi, page: PageWanted): Promise<Found<Campaign>>
  campaign(api: ProviderApi, id: string): Promise<Campaign>
  report(api: ProviderApi, campaign: string): Promise<CampaignReport>
  templates(api: ProviderApi, page: PageWanted): Promise<Found<Template>>
}

export interface ContactWriting {
  /** Whoever has unsubscribed, bounced or been taken off is left alone. @throws ProblemError contact_suppressed, unknown_contact_field */
  saveContact(api: ProviderApi, contact: UpsertContactInput): Promise<{ contact: Contact; created: boolean }>
  tagContact(api: ProviderApi, wanted: ContactWanted, change: UpdateTagsInput): Promise<Contact>
  unsubscribe(api: ProviderApi, wanted: ContactWanted): Promise<Contact>
}

export interface CampaignWriting {
  /** The e-mail itself. */
  content(api: ProviderApi, campaign: string): Promise<string>
  createCampaign(api: ProviderApi, campaign: CreateCampaignInput): Promise<Campaign>
  /** Of a draft. */
  updateCampaign(api: ProviderApi, campaign: Campaign, change: UpdateCampaignInput): Promise<Campaign>
  testCampaign(api: ProviderApi, campaign: Campaign, to: readonly string[]): Promise<void>
  /** What the platform itself says is in the way, beyond what `checkCampaign` sees for all. */
  problems?(api: ProviderApi, campaign: Campaign): Promise<string[]>
  /** How many people a campaign with segments goes to, where the platform tells. */
  recipients?(api: ProviderApi, campaign: Campaign): Promise<number | null>
  /** At once, or at that time. */
  sendCampaign(api: ProviderApi, campaign: Campaign, at: Date | null): Promise<void>
  /** Makes a draft again of what waits for its time. */
  unschedule(api: ProviderApi, campaign: Campaign): Promise<void>
}
