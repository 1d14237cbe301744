import { withQuery, type Transport } from './transport.ts'
import type {
  Audience,
  AudienceDetails,
  Campaign,
  UpdateCampaignInput,
  CampaignCheck,
  CampaignContent,
  Contact,
  ContactStatus,
  UpsertContactInput,
  AccountDetails,
  Sourced,
  SourcedPage,
  CreateCampaignInput,
  SendRequest,
  CampaignReport,
  Segment,
  ApproveSendRequestInput,
  UpdateTagsInput,
  Template,
} from './wire.ts'

export interface PageQuery {
  cursor?: string | undefined
  /** 1 to 100; default 50. */
  limit?: number | undefined
}

export interface ContactsQuery extends PageQuery {
  /** Required if the provider keeps contacts by audience; see the account's capabilities. */
  audienceId?: string | undefined
  /** Default: `subscribed`. */
  status?: ContactStatus | undefined
  /** An email address, or a part of one if `capabilities.searchesParts`. */
  search?: string | undefined
}

export interface InAudience {
  /** Required if the provider keeps contacts by audience. */
  audienceId?: string | undefined
}

/** The content of an account, in one model for all providers. */
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
    read: () => get<Sourced<AccountDetails>>('account'),
    audiences: (query?: PageQuery) => get<SourcedPage<Audience>>('audiences', query),
    audience: (id: string) => get<Sourced<AudienceDetails>>(`audiences/${encodeURIComponent(id)}`),
    segments: (audience: string, query?: PageQuery) =>
      get<SourcedPage<Segment>>(`audiences/${encodeURIComponent(audience)}/segments`, query),
    contacts: (query?: ContactsQuery) => get<SourcedPage<Contact>>('contacts', query),
    /** By email address or the provider's ID. */
    contact: (contact: string, query: InAudience = {}) =>
      get<Sourced<Contact>>(`contacts/${encodeURIComponent(contact)}`, query),
    campaigns: (query?: PageQuery) => get<SourcedPage<Campaign>>('campaigns', query),
    campaign: (id: string) => get<Sourced<Campaign>>(`campaigns/${encodeURIComponent(id)}`),
    report: (campaign: string) =>
      get<Sourced<CampaignReport>>(`campaigns/${encodeURIComponent(campaign)}/report`),
    templates: (query?: PageQuery) => get<SourcedPage<Template>>('templates', query),
    content: (campaign: string) =>
      get<Sourced<CampaignContent>>(`campaigns/${encodeURIComponent(campaign)}/content`),
    /** Returns what would be sent, to whom, and what blocks sending. */
    check: (campaign: string) =>
      get<Sourced<CampaignCheck>>(`campaigns/${encodeURIComponent(campaign)}/check`),

    /** Adds or updates a contact. Unsubscribed contacts are not changed. */
    saveContact: (contact: UpsertContactInput) =>
      call<Sourced<Contact & { created: boolean }>>('PUT', `${base}/contacts`, contact),
    tagContact: (contact: string, change: UpdateTagsInput, query: InAudience = {}) =>
      call<Sourced<Contact>>('POST', contactPath(contact, 'tags', query), change),
    unsubscribe: (contact: string, query: InAudience = {}) =>
      call<Sourced<Contact>>('POST', contactPath(contact, 'unsubscribe', query)),

    /** Creates a draft; nothing is sent. */
    createCampaign: (campaign: CreateCampaignInput) =>
      call<Sourced<Campaign>>('POST', `${base}/campaigns`, campaign),
    updateCampaign: (campaign: string, change: UpdateCampaignInput) =>
      call<Sourced<Campaign>>('PATCH', campaignPath(campaign), change),
    testCampaign: (campaign: string, to: string[]) =>
      call<Sourced<Campaign>>('POST', campaignPath(campaign, '/test-emails'), { to }),
    unschedule: (campaign: string) => call<Sourced<Campaign>>('POST', campaignPath(campaign, '/unschedule')),

    /** Creates a send request, with everything that a user must see before they approve it. Nothing is sent. */
    createSendRequest: (campaign: string, { scheduledAt = null }: { scheduledAt?: string | null } = {}) =>
      call<SendRequest>('POST', campaignPath(campaign, '/send-requests'), { scheduledAt }),
    /** Sends or schedules the campaign, once. */
    approveSendRequest: (id: string, approval: ApproveSendRequestInput) =>
      call<Campaign>('POST', `/v1/send-requests/${encodeURIComponent(id)}/approve`, approval),
  }
}
