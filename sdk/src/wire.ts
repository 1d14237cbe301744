/**
 * Every type of the HTTP API. `openapi.ts` is generated from the API's description, which is made of the schemas that check requests and
 * write responses; here they get their names. Names and codes are added, never renamed. Times are ISO 8601 in UTC.
 */

import type * as Api from './openapi.ts'

export type * from './sign-in.ts'
export type {
  AccessToken,
  Account,
  AccountContacts,
  AlertSettings,
  Assistant,
  Audience,
  Branding,
  Call,
  CallPrincipal,
  CallType,
  Campaign,
  CampaignLink,
  CampaignRecipient,
  Capabilities,
  ConnectSession,
  Connection,
  ConnectionCount,
  ConnectionCounts,
  ConnectionMetrics,
  ConnectionPermissions,
  ConnectionReason,
  ConnectionStatus,
  ConsentRequest,
  Contact,
  ContactActivity,
  CreatedInvitation,
  CredentialType,
  DeletedConnection,
  DeviceAuthorization,
  DisconnectResult,
  EndUserErasure,
  EndUserExport,
  ErrorCode,
  EventActor,
  EventConnection,
  EventType,
  Health,
  HourlyMetrics,
  InvalidField,
  Invitation,
  InvitationPreview,
  Job,
  JobRow,
  LetterlockEvent,
  Me,
  Member,
  MyAlerts,
  OAuthApp,
  PermissionLevel,
  PolledDeviceAuthorization,
  Problem,
  Provider,
  ProviderRevocation,
  Redelivered,
  Role,
  Scope,
  SecretKey,
  Segment,
  SendRequest,
  SendRequestSummary,
  Source,
  Template,
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  Workspace,
  WorkspaceHour,
  WorkspaceMetrics,
} from './openapi.ts'

/** A member that may be left out may be `undefined` as well. */
type Input<T> = T extends object
  ? { [Name in keyof T]: object extends Pick<T, Name> ? T[Name] | undefined : T[Name] }
  : T

/** The token of an invitation, and who accepts it. */
export type AcceptInvitationInput = Input<Api.AcceptInvitationInput>
/** What the user typed to approve a send request. */
export type ApproveSendRequestInput = Input<Api.ApproveSendRequestInput>
/** The first user of an installation. */
export type CompleteSetupInput = Input<Api.CompleteSetupInput>
/** What the browser brought back, and who is signed in. */
export type ConfirmConnectSessionInput = Input<Api.ConfirmConnectSessionInput>
/** What a connection is created from: an API key, tokens, or legacy credentials. */
export type ConnectionCredentials = Input<Api.ConnectionCredentialsInput>
/** What a user allows an assistant. */
export type ConsentDecision = Input<Api.ConsentDecisionInput>
/** What is to differ from the original. */
export type CopyCampaignInput = Input<Api.CopyCampaignInput>
/** Up to 500 contacts of one audience. */
export type ImportContactsInput = Input<Api.ImportContactsInput>
/** Up to 10,000 contacts of one audience. */
export type CreateContactImportInput = Input<Api.CreateContactImportInput>
/** Whose data. */
export type ExportContactInput = Input<Api.ExportContactInput>
/** Who is erased, and whether it is only said. */
export type EraseContactInput = Input<Api.EraseContactInput>
/** From which audience to which, and whether it is only said. */
export type MoveAudienceInput = Input<Api.MoveAudienceInput>
/** What is to differ from the original. */
export type ResendCampaignInput = Input<Api.ResendCampaignInput>
/** Conditions that are counted, of which all or any must hold. */
export type SegmentConditionsInput = Input<Api.SegmentConditionsInput>
/** A name, and the conditions of which all or any must hold. */
export type CreateSegmentInput = Input<Api.CreateSegmentInput>
/** What is left out stays. */
export type UpdateSegmentInput = Input<Api.UpdateSegmentInput>
/** The new address. */
export type ChangeContactAddressInput = Input<Api.ChangeContactAddressInput>
/** Up to 500 contacts, and the tags to add and to remove. */
export type TagContactsInput = Input<Api.TagContactsInput>
/** A draft. */
export type CreateCampaignInput = Input<Api.CreateCampaignInput>
/** For whom, from which providers, and where the browser returns. */
export type CreateConnectSessionInput = Input<Api.CreateConnectSessionInput>
/** An account, by its credentials. */
export type CreateConnectionInput = Omit<Input<Api.CreateConnectionInput>, 'credentials'> & {
  credentials: ConnectionCredentials
}
/** For whom, and from which provider. */
export type CreateDeviceAuthorizationInput = Input<Api.CreateDeviceAuthorizationInput>
/** Whom to invite, and as what. */
export type CreateInvitationInput = Input<Api.CreateInvitationInput>
/** An app as it is registered at the provider. */
export type CreateOAuthAppInput = Input<Api.CreateOAuthAppInput>
/** A name and scopes. */
export type CreateSecretKeyInput = Input<Api.CreateSecretKeyInput>
/** When to send; null or left out: as soon as it is approved. */
export type CreateSendRequestInput = Input<Api.CreateSendRequestInput>
/** How long the token must stay valid, in seconds. */
export type GetAccessTokenInput = Input<Api.GetAccessTokenInput>
/** Email addresses that may get test emails. */
export type SendTestEmailInput = Input<Api.SendTestEmailInput>
/** What is left out stays. */
export type UpdateAlertSettingsInput = Input<Api.UpdateAlertSettingsInput>
/** What is left out stays. */
export type UpdateCampaignInput = Input<Api.UpdateCampaignInput>
/** What is left out stays. */
export type UpdateConnectionInput = Input<Api.UpdateConnectionInput>
/** Names of tags. */
export type UpdateTagsInput = Input<Api.UpdateTagsInput>
/** What is left out stays. */
export type UpdateWorkspaceInput = Input<Api.UpdateWorkspaceInput>
/** A URL, and the types of events that are sent there; none: all. */
export type CreateWebhookEndpointInput = Input<Api.CreateWebhookEndpointInput>
/** What is left out stays. */
export type UpdateWebhookEndpointInput = Input<Api.UpdateWebhookEndpointInput>
/** How long the previous secret still signs, in seconds. */
export type RotateSigningSecretInput = Input<Api.RotateSigningSecretInput>
/** A span of time, and whether events that were accepted are sent again too. */
export type RedeliverSpanInput = Input<Api.RedeliverSpanInput>
/** As the provider shows it. */
export type AddClientSecretInput = Input<Api.AddClientSecretInput>
/** The device code of the authorization. */
export type PollDeviceAuthorizationInput = Input<Api.PollDeviceAuthorizationInput>
/** As the provider shows it. */
export type SetApiKeyInput = Input<Api.SetApiKeyInput>
/** A role. */
export type UpdateMemberInput = Input<Api.UpdateMemberInput>
/** A contact of an audience. `status` counts for a new one. */
export type UpsertContactInput = Input<Api.UpsertContactInput>

/** Credentials of an older kind, which some providers exchange for a token. Used once, and not saved. */
export type LegacyCredentials = Extract<ConnectionCredentials, { type: 'legacy_basic' | 'legacy_oauth1' }>

/** An account and the capabilities of its provider. */
export type AccountDetails = Omit<Api.SourcedAccountDetails, 'source'>
/** An audience with its fields and rates, which are from 0 to 1. */
export type AudienceDetails = Omit<Api.SourcedAudienceDetails, 'source'>
/** What would be sent and to how many, and what keeps it from being sent. */
export type CampaignCheck = Omit<Api.SourcedCampaignCheck, 'source'>
/** The content of a campaign. */
export type CampaignContent = Omit<Api.SourcedCampaignContent, 'source'>
/** Time zone, plan, senders and domains. */
export type AccountFacts = Omit<Api.SourcedAccountFacts, 'source'>
/** What campaigns reached on average. Rates are from 0 to 1. */
export type AccountAverages = Omit<Api.SourcedAccountAverages, 'source'>
/** How many joined an audience in each month. */
export type AudienceGrowth = Omit<Api.SourcedAudienceGrowth, 'source'>
/** The HTML of a template. */
export type TemplateContent = Omit<Api.SourcedTemplateContent, 'source'>
/** A segment, and whether it follows its conditions. */
export type SavedSegment = Omit<Api.SourcedSavedSegment, 'source'>
/** How many contacts meet the conditions, and the requests that it took. */
export type SegmentCount = Omit<Api.SourcedSegmentCount, 'source'>
/** A segment that is no more. */
export type DeletedSegment = Omit<Api.SourcedDeletedSegment, 'source'>
/** When a contact last received, opened and clicked a campaign. */
export type ContactEngagement = Omit<Api.SourcedContactEngagement, 'source'>
/** A contact that is no more. */
export type DeletedContact = Omit<Api.SourcedDeletedContact, 'source'>
/** How many contacts were changed, and what became of each. */
export type TagContactsResult = Omit<Api.SourcedTagContactsResult, 'source'>
/** How many contacts were written, and what became of each. */
export type ImportResult = Omit<Api.SourcedImportResult, 'source'>
/** What recipients did. Rates are from 0 to 1. */
export type CampaignReport = Omit<Api.SourcedCampaignReport, 'source'>
/** What a recipient of a campaign can have done. */
export type RecipientActivity = Api.CampaignRecipient['activity']
/** From `draft` to `sent`. */
export type CampaignStatus = Api.Campaign['status']
/** What became of a send request. */
export type SendRequestStatus = Api.SendRequest['status']
/** Whether a contact gets campaigns, and why not. */
export type ContactStatus = Api.Contact['status']
/** How many did it, how often, and the rate from 0 to 1. */
export type Engagement = CampaignReport['opens']

/** With the account and the credential that it was read with. */
export type Sourced<T> = T & { source: Api.Source }

/** A page of a list. */
export interface Page<T> {
  items: T[]
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null
}

/** A page that was read from the provider. */
export interface SourcedPage<T> extends Page<T> {
  source: Api.Source
}

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
}

/** Which connections, and which page. */
export interface ListConnectionsQuery extends PageQuery, ConnectionFilter {
  /** What comes first. Default: `oldest`. */
  sort?: 'oldest' | 'newest' | undefined
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
  /** Not before this time. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
}

/** Which events, and which page. */
export interface ListEventsQuery extends PageQuery, EventFilter {}

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

/** Why there was no response. */
export type WebhookErrorCode = NonNullable<Api.WebhookDelivery['errorCode']>
/** Whether events are sent. */
export type WebhookEndpointStatus = Api.WebhookEndpoint['status']
/** Why events are not sent. */
export type WebhookEndpointStatusReason = NonNullable<Api.WebhookEndpoint['statusReason']>
