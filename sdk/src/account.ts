import { withQuery, type Transport } from './transport.ts'
import type {
  Audience,
  AudienceDetails,
  Campaign,
  UpdateCampaignInput,
  CampaignCheck,
  CampaignContent,
  Capabilities,
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

interface PageQuery {
  cursor?: string | undefined
  /** 1 to 100; 50 when left out. */
  limit?: number | undefined
}

export interface ContactsQuery extends PageQuery {
  /** Needed where the platform keeps contacts by audience: see the account's capabilities. */
  audienceId?: string | undefined
  /** `subscribed` when left out. */
  status?: ContactStatus | undefined
  /** An e-mail address, or a part of one where the platform can look for that. */
  search?: string | undefined
}

interface InAudience {
  /** Needed where the platform keeps contacts by audience. */
  audienceId?: string | undefined
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
    read: () => get<Sourced<AccountDetails & { capabilities: Capabilities }>>('account'),
    audiences: (query?: PageQuery) => get<SourcedPage<Audience>>('audiences', query),
    audience: (id: string) => get<Sourced<AudienceDetails>>(`audiences/${encodeURIComponent(id)}`),
    segments: (audience: string, query?: PageQuery) =>
      get<SourcedPage<Segment>>(`audiences/${encodeURIComponent(audience)}/segments`, query),
    contacts: (query?: ContactsQuery) => get<SourcedPage<Contact>>('contacts', query),
    /** By the platform's id or by e-mail address. */
    contact: (contact: string, query: InAudience = {}) =>
      get<Sourced<Contact>>(`contacts/${encodeURIComponent(contact)}`, query),
    campaigns: (query?: PageQuery) => get<SourcedPage<Campaign>>('campaigns', query),
    campaign: (id: string) => get<Sourced<Campaign>>(`campaigns/${encodeURIComponent(id)}`),
    report: (campaign: string) =>
      get<Sourced<CampaignReport>>(`campaigns/${encodeURIComponent(campaign)}/report`),
    templates: (query?: PageQuery) => get<SourcedPage<Template>>('templates', query),
    content: (campaign: string) =>
      get<Sourced<CampaignContent>>(`campaigns/${encodeURIComponent(campaign)}/content`),
    /** What would go out, to whom, and what is still in the way. */
    check: (campaign: string) =>
      get<Sourced<CampaignCheck>>(`campaigns/${encodeURIComponent(campaign)}/check`),

    /** Adds somebody, or writes the fields of who is there. Whoever has left is left alone. */
    saveContact: (contact: UpsertContactInput) =>
      call<Sourced<Contact & { created: boolean }>>('PUT', `${base}/contacts`, contact),
    tagContact: (contact: string, change: Partial<UpdateTagsInput>, query: InAudience = {}) =>
      call<Sourced<Contact>>('POST', contactPath(contact, 'tags', query), change),
    unsubscribe: (contact: string, query: InAudience = {}) =>
      call<Sourced<Contact>>('POST', contactPath(contact, 'unsubscribe', query)),

    /** A draft: nothing goes out. */
    createCampaign: (campaign: CreateCampaignInput) =>
      call<Sourced<Campaign>>('POST', `${base}/campaigns`, campaign),
    updateCampaign: (campaign: string, change: UpdateCampaignInput) =>
      call<Sourced<Campaign>>('PATCH', campaignPath(campaign), change),
    testCampaign: (campaign: string, to: string[]) =>
      call<Sourced<Campaign>>('POST', campaignPath(campaign, '/test-emails'), { to }),
    unschedule: (campaign: string) => call<Sourced<Campaign>>('POST', campaignPath(campaign, '/unschedule')),

    /** Everything that a person must see before a campaign goes out, with a confirmation for exactly that. */
    createSendRequest: (campaign: string, { scheduledAt = null }: { scheduledAt?: string | null } = {}) =>
      call<SendRequest>('POST', campaignPath(campaign, '/send-requests'), { scheduledAt }),
    /** Sends, or schedules, what was prepared: once. */
    approveSendRequest: (id: string, approval: ApproveSendRequestInput) =>
      call<Campaign>('POST', `/v1/send-requests/${encodeURIComponent(id)}/approve`, approval),
  }
}
