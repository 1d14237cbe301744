import type {
  Audience,
  Campaign,
  Capabilities,
  Contact,
  ContactStatus,
  MarketingAccount,
  Report,
  Segment,
  Template,
} from '@letterlock/client/wire.ts'

/** The connected account's API. Paths begin with a slash; a value in a path is escaped by `segment`. */
export interface PlatformApi {
  /** @throws HubError resource_not_found, platform_refused, platform_busy, platform_unreachable, … */
  get<T>(path: string, query?: Query): Promise<T>
}

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
  readonly status: ContactStatus
  /** An e-mail address, or part of one where the platform can look for that. */
  readonly words: string | null
}

/** One platform in the words of the model. What a platform lacks is said by its capabilities, and not asked of it. */
export interface MarketingAdapter {
  readonly provider: string
  readonly capabilities: Capabilities
  account(api: PlatformApi): Promise<MarketingAccount>
  audiences(api: PlatformApi, page: PageWanted): Promise<Found<Audience>>
  audience(api: PlatformApi, id: string): Promise<Audience>
  contacts(api: PlatformApi, wanted: ContactsWanted, page: PageWanted): Promise<Found<Contact>>
  /** By the platform's id or by e-mail address. */
  contact(
    api: PlatformApi,
    of: { readonly audience: string | null; readonly contact: string },
  ): Promise<Contact>
  segments(api: PlatformApi, audience: string, page: PageWanted): Promise<Found<Segment>>
  campaigns(api: PlatformApi, page: PageWanted): Promise<Found<Campaign>>
  campaign(api: PlatformApi, id: string): Promise<Campaign>
  report(api: PlatformApi, campaign: string): Promise<Report>
  templates(api: PlatformApi, page: PageWanted): Promise<Found<Template>>
}
