/* The bodies of requests. */

import type * as Api from './openapi.ts'

/** An optional member may also be `undefined`. */
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
/** The language of emails to the signed-in user. */
export type UpdateMeInput = Input<Api.UpdateMeInput>
/** A role. */
export type UpdateMemberInput = Input<Api.UpdateMemberInput>
/** A contact of an audience. `status` counts for a new one. */
export type UpsertContactInput = Input<Api.UpsertContactInput>

/** Credentials of an older kind, which some providers exchange for a token. Used once, and not saved. */
export type LegacyCredentials = Extract<ConnectionCredentials, { type: 'legacy_basic' | 'legacy_oauth1' }>
