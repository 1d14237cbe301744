/* The queries of lists. */

import type * as Api from './openapi.ts'
import type { CampaignStatus, ContactStatus, RecipientActivity, SendRequestStatus } from './wire-results.ts'

/** Which page. A list goes through all pages by itself in `for await`. */
export interface PageQuery {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined
  /** Items per page, 1 to 100. Default: 50. */
  limit?: number | undefined
}

/** Which OAuth apps. */
export interface ListOAuthAppsQuery extends PageQuery {
  /** The provider's slug. */
  provider?: string | undefined
}

/** Which connections: all of these together. */
export interface ConnectionFilter {
  /** Your own ID for the end user. */
  endUserId?: string | undefined
  /** The provider's slug. */
  provider?: string | undefined
  /** As of the connection's last change. */
  status?: 'connected' | 'expiring_soon' | 'disconnected' | undefined
  /** Part of the account's name, email address or ID, or of the end user's ID. */
  search?: string | undefined
  /** A label: its name, a colon and its value, such as `plan:pro`. */
  label?: string | undefined
}

/** Which connections, and which page. */
export interface ListConnectionsQuery extends PageQuery, ConnectionFilter {
  /** What comes first. Default: `oldest`. */
  sort?: 'oldest' | 'newest' | 'name' | undefined
}

/** Where a contact is looked for. */
export interface InAudience {
  /** Required if the provider keeps contacts by audience (`capabilities.accountWideContacts` is false). */
  audienceId?: string | undefined
}

/** Which rows. */
export interface ListJobRowsQuery extends PageQuery {
  /** Only rows with this outcome, such as `failed`. */
  outcome?: string | undefined
}

/** Which contacts. */
export interface ListContactsQuery extends PageQuery, InAudience {
  /** Default: `subscribed`. */
  status?: ContactStatus | undefined
  /** An email address, or a part of one if `capabilities.searchesParts`. */
  search?: string | undefined
}

/** Which campaigns: all of these together. */
export interface ListCampaignsQuery extends PageQuery, InAudience {
  status?: CampaignStatus | undefined
  /** ISO 8601, inclusive: when it was sent or will be; for others, when it was created. */
  since?: string | undefined
  /** Exclusive. */
  until?: string | undefined
  /** A part of the name or the subject. */
  search?: string | undefined
}

/** What the recipients did. */
export interface ListCampaignRecipientsQuery extends PageQuery {
  /** One of `capabilities.recipientActivities`. Default: `sent`. */
  activity?: RecipientActivity | undefined
}

/** The audience that the contact is in, where the provider requires it. */
export interface ListContactActivityQuery extends PageQuery, InAudience {}

/** Which months. */
export interface AudienceGrowthQuery {
  /** How many, this one included, 1 to 36. Default: 12. */
  months?: number | undefined
}

/** Of which audience. */
export interface ListSegmentsQuery extends PageQuery {
  audienceId: string
}

/** Which segment. */
export interface InSegment {
  audienceId: string
  segmentId: string
}

/** Of which segment. */
export interface ListSegmentContactsQuery extends PageQuery, InSegment {}

/** Which events: all of these together. */
export interface EventFilter {
  connectionId?: string | undefined
  /** A type, or its first part: `connection`, `secret_key`. */
  type?: string | undefined
  /** The secret key, user or assistant that did it, or `system`. */
  actorId?: string | undefined
  /** Part of the type, the data, the actor's name, the account's name, email address or ID, or the end user's ID. */
  search?: string | undefined
  /** Not before this time. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
}

/** Which events, and which page. */
export interface ListEventsQuery extends PageQuery, EventFilter {}

/** Which connections, and in which format. */
export interface ExportConnectionsQuery extends ConnectionFilter {
  format: 'csv' | 'jsonl'
}

/** Which events, and in which format. */
export interface ExportEventsQuery extends EventFilter {
  format: 'csv' | 'jsonl'
}

/** Which calls: all of these together. */
export interface ListCallsQuery extends PageQuery {
  connectionId?: string | undefined
  type?: Api.CallType | undefined
  /** Who made the call: a secret key, a user or an assistant. */
  principalId?: string | undefined
  requestId?: string | undefined
  status?: 'succeeded' | 'failed' | undefined
  /** Part of the path, the operation, the request ID, the error code, the principal's name, the account's name, email address or ID, or the end user's ID. */
  search?: string | undefined
  /** Not before this time. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
}

/** Which send requests: all of these together. */
export interface ListSendRequestsQuery extends PageQuery {
  connectionId?: string | undefined
  status?: SendRequestStatus | undefined
}

/** Which hours. */
export type MetricsQuery = Pick<ListCallsQuery, 'since' | 'until'>

/** Which deliveries. */
export interface ListWebhookDeliveriesQuery extends PageQuery {
  eventId?: string | undefined
  status?: 'succeeded' | 'failed' | undefined
}
