import { withQuery, type Transport } from './transport.ts'
import type {
  Audience,
  Campaign,
  Capabilities,
  Contact,
  ContactStatus,
  MarketingAccount,
  MarketingItem,
  MarketingPage,
  Report,
  Segment,
  Template,
} from './wire.ts'

interface PageQuery {
  cursor?: string | undefined
  /** 1 to 100; 50 when left out. */
  limit?: number | undefined
}

export interface ContactsQuery extends PageQuery {
  /** Needed where the platform keeps contacts by audience: see the account's capabilities. */
  audience?: string | undefined
  /** `subscribed` when left out. */
  status?: ContactStatus | undefined
  /** An e-mail address, or a part of one where the platform can look for that. */
  words?: string | undefined
}

/** What is in a connected account, in the same words for every platform. */
export type ConnectedAccount = ReturnType<typeof connectedAccount>

export function connectedAccount({ call }: Transport, connection: string) {
  const get = <T>(path: string, query: object = {}): Promise<T> =>
    call<T>('GET', withQuery(`/v1/connections/${connection}/${path}`, query))
  return {
    read: () => get<MarketingItem<MarketingAccount & { capabilities: Capabilities }>>('account'),
    audiences: (query?: PageQuery) => get<MarketingPage<Audience>>('audiences', query),
    audience: (id: string) => get<MarketingItem<Audience>>(`audiences/${encodeURIComponent(id)}`),
    segments: (audience: string, query?: PageQuery) =>
      get<MarketingPage<Segment>>(`audiences/${encodeURIComponent(audience)}/segments`, query),
    contacts: (query?: ContactsQuery) => get<MarketingPage<Contact>>('contacts', query),
    /** By the platform's id or by e-mail address. */
    contact: (contact: string, query: { audience?: string | undefined } = {}) =>
      get<MarketingItem<Contact>>(`contacts/${encodeURIComponent(contact)}`, query),
    campaigns: (query?: PageQuery) => get<MarketingPage<Campaign>>('campaigns', query),
    campaign: (id: string) => get<MarketingItem<Campaign>>(`campaigns/${encodeURIComponent(id)}`),
    report: (campaign: string) =>
      get<MarketingItem<Report>>(`campaigns/${encodeURIComponent(campaign)}/report`),
    templates: (query?: PageQuery) => get<MarketingPage<Template>>('templates', query),
  }
}
