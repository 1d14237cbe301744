import { withQuery, type Transport } from './transport.ts'
import type {
  Audience,
  AudienceDetails,
  Campaign,
  CampaignChange,
  CampaignCheck,
  CampaignContent,
  Capabilities,
  Contact,
  ContactStatus,
  ContactToSave,
  MarketingAccount,
  MarketingItem,
  MarketingPage,
  NewCampaign,
  PreparedSending,
  Report,
  Segment,
  SendingConfirmation,
  TagChange,
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

interface InAudience {
  /** Needed where the platform keeps contacts by audience. */
  audience?: string | undefined
}

/** What is in a connected account, in the same words for every platform. */
export type ConnectedAccount = ReturnType<typeof connectedAccount>

export function connectedAccount({ call }: Transport, connection: string) {
  const base = `/v1/connections/${connection}`
  const get = <T>(path: string, query: object = {}): Promise<T> =>
    call<T>('GET', withQuery(`${base}/${path}`, query))
  const contactPath = (contact: string, action: string, query: object): string =>
    withQuery(`${base}/contacts/${encodeURIComponent(contact)}/${action}`, query)
  const campaignPath = (campaign: string, action = ''): string =>
    `${base}/campaigns/${encodeURIComponent(campaign)}${action}`
  return {
    read: () => get<MarketingItem<MarketingAccount & { capabilities: Capabilities }>>('account'),
    audiences: (query?: PageQuery) => get<MarketingPage<Audience>>('audiences', query),
    audience: (id: string) => get<MarketingItem<AudienceDetails>>(`audiences/${encodeURIComponent(id)}`),
    segments: (audience: string, query?: PageQuery) =>
      get<MarketingPage<Segment>>(`audiences/${encodeURIComponent(audience)}/segments`, query),
    contacts: (query?: ContactsQuery) => get<MarketingPage<Contact>>('contacts', query),
    /** By the platform's id or by e-mail address. */
    contact: (contact: string, query: InAudience = {}) =>
      get<MarketingItem<Contact>>(`contacts/${encodeURIComponent(contact)}`, query),
    campaigns: (query?: PageQuery) => get<MarketingPage<Campaign>>('campaigns', query),
    campaign: (id: string) => get<MarketingItem<Campaign>>(`campaigns/${encodeURIComponent(id)}`),
    report: (campaign: string) =>
      get<MarketingItem<Report>>(`campaigns/${encodeURIComponent(campaign)}/report`),
    templates: (query?: PageQuery) => get<MarketingPage<Template>>('templates', query),
    content: (campaign: string) =>
      get<MarketingItem<CampaignContent>>(`campaigns/${encodeURIComponent(campaign)}/content`),
    /** What would go out, to whom, and what is still in the way. */
    check: (campaign: string) =>
      get<MarketingItem<CampaignCheck>>(`campaigns/${encodeURIComponent(campaign)}/check`),

    /** Adds somebody, or writes the fields of who is there. Whoever has left is left alone. */
    saveContact: (contact: ContactToSave) =>
      call<MarketingItem<Contact & { created: boolean }>>('PUT', `${base}/contacts`, contact),
    tagContact: (contact: string, change: Partial<TagChange>, query: InAudience = {}) =>
      call<MarketingItem<Contact>>('POST', contactPath(contact, 'tags', query), change),
    unsubscribe: (contact: string, query: InAudience = {}) =>
      call<MarketingItem<Contact>>('POST', contactPath(contact, 'unsubscribe', query)),

    /** A draft: nothing goes out. */
    createCampaign: (campaign: NewCampaign) =>
      call<MarketingItem<Campaign>>('POST', `${base}/campaigns`, campaign),
    updateCampaign: (campaign: string, change: CampaignChange) =>
      call<MarketingItem<Campaign>>('PATCH', campaignPath(campaign), change),
    testCampaign: (campaign: string, to: string[]) =>
      call<MarketingItem<Campaign>>('POST', campaignPath(campaign, '/test'), { to }),
    unschedule: (campaign: string) =>
      call<MarketingItem<Campaign>>('POST', campaignPath(campaign, '/unschedule')),

    /** Everything that a person must see before a campaign goes out, with a confirmation for exactly that. */
    prepareSending: (campaign: string, { sendAt = null }: { sendAt?: string | null } = {}) =>
      call<PreparedSending>('POST', campaignPath(campaign, '/prepare-sending'), { sendAt }),
    /** Sends, or schedules, what was prepared: once. */
    confirmSending: (confirmation: SendingConfirmation) =>
      call<Campaign>('POST', '/v1/sendings/confirm', confirmation),
  }
}
