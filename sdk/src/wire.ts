/**
 * Every type of the HTTP API. `openapi.ts` is generated from the API's description, which is made of the schemas that check requests and
 * write responses; here they get their names. Names and codes are added, never renamed. Times are ISO 8601 in UTC.
 */

import type * as Api from './openapi.ts'

export type * from './sign-in.ts'
export type {
  AccessToken,
  Account,
  AlertSettings,
  Assistant,
  Audience,
  Branding,
  Call,
  CallPrincipal,
  CallType,
  Campaign,
  Capabilities,
  ConnectSession,
  Connection,
  ConnectionMetrics,
  ConnectionPermissions,
  ConnectionReason,
  ConnectionStatus,
  ConsentRequest,
  Contact,
  CreatedInvitation,
  CredentialType,
  DeletedConnection,
  DeviceAuthorization,
  DisconnectResult,
  ErrorCode,
  EventActor,
  EventConnection,
  EventType,
  Health,
  HourlyMetrics,
  InvalidField,
  Invitation,
  InvitationPreview,
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
  Source,
  Template,
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  Workspace,
} from './openapi.ts'

/** A member that may be left out may be `undefined` as well. */
type Input<T> = T extends object
  ? { [Name in keyof T]: object extends Pick<T, Name> ? T[Name] | undefined : T[Name] }
  : T

export type AcceptInvitationInput = Input<Api.AcceptInvitationInput>
export type ApproveSendRequestInput = Input<Api.ApproveSendRequestInput>
export type CompleteSetupInput = Input<Api.CompleteSetupInput>
export type ConfirmConnectSessionInput = Input<Api.ConfirmConnectSessionInput>
export type ConnectionCredentials = Input<Api.ConnectionCredentialsInput>
export type ConsentDecision = Input<Api.ConsentDecisionInput>
export type CreateCampaignInput = Input<Api.CreateCampaignInput>
export type CreateConnectSessionInput = Input<Api.CreateConnectSessionInput>
export type CreateConnectionInput = Omit<Input<Api.CreateConnectionInput>, 'credentials'> & {
  credentials: ConnectionCredentials
}
export type CreateDeviceAuthorizationInput = Input<Api.CreateDeviceAuthorizationInput>
export type CreateInvitationInput = Input<Api.CreateInvitationInput>
export type CreateOAuthAppInput = Input<Api.CreateOAuthAppInput>
export type CreateSecretKeyInput = Input<Api.CreateSecretKeyInput>
export type CreateSendRequestInput = Input<Api.CreateSendRequestInput>
export type GetAccessTokenInput = Input<Api.GetAccessTokenInput>
export type SendTestEmailInput = Input<Api.SendTestEmailInput>
export type UpdateAlertSettingsInput = Input<Api.UpdateAlertSettingsInput>
export type UpdateCampaignInput = Input<Api.UpdateCampaignInput>
export type UpdateConnectionInput = Input<Api.UpdateConnectionInput>
export type UpdateTagsInput = Input<Api.UpdateTagsInput>
export type UpdateWorkspaceInput = Input<Api.UpdateWorkspaceInput>
export type CreateWebhookEndpointInput = Input<Api.CreateWebhookEndpointInput>
export type UpdateWebhookEndpointInput = Input<Api.UpdateWebhookEndpointInput>
export type RotateSigningSecretInput = Input<Api.RotateSigningSecretInput>
export type RedeliverSpanInput = Input<Api.RedeliverSpanInput>
export type AddClientSecretInput = Input<Api.AddClientSecretInput>
export type PollDeviceAuthorizationInput = Input<Api.PollDeviceAuthorizationInput>
export type SetApiKeyInput = Input<Api.SetApiKeyInput>
export type UpdateMemberInput = Input<Api.UpdateMemberInput>
export type UpsertContactInput = Input<Api.UpsertContactInput>

/** Credentials of an older kind, which some providers exchange for a token. Used once, and not saved. */
export type LegacyCredentials = Extract<ConnectionCredentials, { type: 'legacy_basic' | 'legacy_oauth1' }>

export type AccountDetails = Omit<Api.SourcedAccountDetails, 'source'>
export type AudienceDetails = Omit<Api.SourcedAudienceDetails, 'source'>
export type CampaignCheck = Omit<Api.SourcedCampaignCheck, 'source'>
export type CampaignContent = Omit<Api.SourcedCampaignContent, 'source'>
export type CampaignReport = Omit<Api.SourcedCampaignReport, 'source'>
export type CampaignStatus = Api.Campaign['status']
export type ContactStatus = Api.Contact['status']
export type Engagement = CampaignReport['opens']

export type Sourced<T> = T & { source: Api.Source }

export interface Page<T> {
  items: T[]
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null
}

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

export interface ListOAuthAppsQuery extends PageQuery {
  /** The provider's slug. */
  provider?: string | undefined
}

export interface ListConnectionsQuery extends PageQuery {
  /** Your own ID for the end user. */
  endUserId?: string | undefined
  /** The provider's slug. */
  provider?: string | undefined
  /** `connected` includes `expiring_soon`. */
  status?: 'connected' | 'disconnected' | undefined
  /** Part of the account's name, email address or ID, or of the end user's ID. */
  search?: string | undefined
}

export interface InAudience {
  /** Required if the provider keeps contacts by audience (`capabilities.accountWideContacts` is false). */
  audienceId?: string | undefined
}

export interface ListContactsQuery extends PageQuery, InAudience {
  /** Default: `subscribed`. */
  status?: ContactStatus | undefined
  /** An email address, or a part of one if `capabilities.searchesParts`. */
  search?: string | undefined
}

export interface ListSegmentsQuery extends PageQuery {
  audienceId: string
}

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

export interface ListEventsQuery extends PageQuery, EventFilter {}

export interface ExportEventsQuery extends EventFilter {
  format: 'csv' | 'jsonl'
}

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

export type ConnectionMetricsQuery = Pick<ListCallsQuery, 'since' | 'until'>

export interface ListWebhookDeliveriesQuery extends PageQuery {
  eventId?: string | undefined
  status?: 'succeeded' | 'failed' | undefined
}

/** Why there was no response. */
export type WebhookErrorCode = NonNullable<Api.WebhookDelivery['errorCode']>
export type WebhookEndpointStatus = Api.WebhookEndpoint['status']
export type WebhookEndpointStatusReason = NonNullable<Api.WebhookEndpoint['statusReason']>
