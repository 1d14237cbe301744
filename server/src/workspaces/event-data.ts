import { z } from 'zod'
import type { EventType } from '@letterlock/sdk/wire.ts'

/*
 * The `data` of each event type. Writers are checked against these schemas; the API's description, webhooks and the SDK's types are
 * generated from them. A member that does not apply is null; times are ISO 8601.
 */

const text = z.string()
const count = z.int()
const texts = z.array(text)
const nullable = text.nullable()
const credential = z.enum(['oauth', 'api_key'])
const role = z.enum(['owner', 'admin', 'member'])
const status = z.enum(['connected', 'expiring_soon', 'disconnected'])
const permissions = z.object({
  audiences: z.enum(['none', 'read', 'write']),
  campaigns: z.enum(['none', 'read', 'write']),
  reports: z.enum(['none', 'read', 'write']),
  send: z.boolean(),
})

const labels = z.record(z.string(), z.string())

const assistant = {
  assistantId: text,
  name: text,
  redirectHost: nullable,
  scopes: texts,
  /** null: all connections that the user sees. */
  connectionIds: texts.nullable(),
}
const campaign = { campaignId: text, campaignName: text }
const sendRequest = { ...campaign, sendRequestId: text, recipientCount: count.nullable() }
const contact = { contactId: text }
/** `contactId` null: several contacts. */
const savedContacts = { contactId: nullable, contactCount: count }
const saved = { credential, method: text }
const invitation = { invitationId: text, email: text, role }
const member = { userId: text, name: text, email: text, role }
const oauthApp = { oauthAppId: text, provider: text, name: text, clientId: text }
const secretKey = { secretKeyId: text, name: text, scopes: texts }
const segment = { segmentId: text, audienceId: text }
const endpoint = { webhookEndpointId: text, url: text }
const none = z.object({})

export const EVENT_DATA = {
  'assistant.authorized': z.object(assistant),
  'assistant.revoked': z.object({ ...assistant, reason: text }),
  'automation.paused': z.object({ automationId: text, name: text }),
  'call.forwarded': z.object({ count }),
  'campaign.created': z.object(campaign),
  'campaign.scheduled': z.object({ ...sendRequest, requestedBy: nullable, scheduledAt: nullable }),
  'campaign.send_approved': z.object({ ...sendRequest, requestedBy: nullable, scheduledAt: nullable }),
  'campaign.send_declined': z.object({ ...sendRequest, requestedBy: nullable }),
  'campaign.send_failed': z.object({
    ...sendRequest,
    requestedBy: nullable,
    scheduledAt: nullable,
    reason: z.enum(['not_sent', 'outcome_unknown']),
  }),
  'campaign.send_requested': z.object({ ...sendRequest, scheduledAt: nullable }),
  'campaign.sent': z.object({ ...sendRequest, requestedBy: nullable, scheduledAt: nullable }),
  'campaign.test_email_sent': z.object({ ...campaign, recipientCount: count }),
  'campaign.unscheduled': z.object({ ...campaign, scheduledAt: nullable }),
  'campaign.updated': z.object({ ...campaign, changedFields: texts }),
  'connection.api_key_added': none,
  'connection.api_key_removed': none,
  'connection.check_failed': z.object({ errorCode: text, since: text }),
  'connection.checked': z.object({ oauthValid: z.boolean().nullable(), apiKeyValid: z.boolean().nullable() }),
  'connection.created': z.object(saved),
  'connection.credential_failed': z.object({
    credential,
    reason: text,
    activeCredential: credential.nullable(),
    responseLost: z.boolean(),
  }),
  'connection.data_center_changed': z.object({ from: nullable, to: nullable }),
  'connection.deleted': z.object({ provider: text, deletedCredentials: z.array(credential) }),
  'connection.disconnected': z.object({ deletedCredentials: z.array(credential) }),
  'connection.expiring_soon': z.object({ reason: text, expiresAt: nullable }),
  'connection.labels_updated': z.object({ from: labels, to: labels }),
  'connection.permissions_updated': z.object({ from: permissions, to: permissions }),
  'connection.reconnected': z.object({ ...saved, previousAccountId: nullable }),
  'connection.recovered': z.object({ credential }),
  'connection.refresh_failed': z.object({ errorCode: text, failingSince: text }),
  'connection.status_changed': z.object({ from: status, to: status, reason: nullable }),
  'connection.token_refreshed': z.object({ accessTokenExpiresAt: nullable }),
  'contact.address_changed': z.object(contact),
  'contact.archived': z.object(contact),
  'contact.created': z.object({ ...savedContacts, audienceId: nullable }),
  'contact.deleted': z.object(contact),
  'contact.erased': z.object(contact),
  'contact.tags_updated': z.object({
    ...savedContacts,
    added: texts,
    removed: texts,
  }),
  'contact.unsubscribed': z.object(contact),
  'contact.updated': z.object({ ...savedContacts, audienceId: nullable }),
  'end_user.erased': z.object({
    endUserIdHash: text,
    connectionCount: count,
    connectSessionCount: count,
    callCount: count,
    webhookDeliveryCount: count,
  }),
  'invitation.created': z.object(invitation),
  'invitation.revoked': z.object(invitation),
  'member.joined': z.object({ userId: text, role }),
  'member.removed': z.object(member),
  'member.role_updated': z.object({ ...member, from: role, to: role }),
  'oauth_app.client_secret_added': z.object({ ...oauthApp, clientSecretId: text }),
  'oauth_app.client_secret_removed': z.object({ ...oauthApp, clientSecretId: text }),
  'oauth_app.created': z.object(oauthApp),
  'oauth_app.deleted': z.object(oauthApp),
  'secret_key.created': z.object(secretKey),
  'secret_key.revoked': z.object(secretKey),
  'segment.created': z.object({ ...segment, name: text }),
  'segment.deleted': z.object(segment),
  'segment.updated': z.object({ ...segment, name: text }),
  'token.retrieved': z.object({ count }),
  'webhook_endpoint.created': z.object({ ...endpoint, eventTypes: texts }),
  'webhook_endpoint.deleted': z.object(endpoint),
  'webhook_endpoint.disabled': z.object({ ...endpoint, reason: nullable, failingSince: nullable }),
  'webhook_endpoint.paused': z.object({ ...endpoint, reason: nullable, failingSince: nullable }),
  'webhook_endpoint.tested': z.object({ webhookEndpointId: text }),
  'webhook_endpoint.updated': z.object({ webhookEndpointId: text, changedFields: texts }),
  'workspace.created': z.object({ name: text }),
  'workspace.updated': z.object({
    changedFields: texts,
    from: z.record(text, z.unknown()),
    to: z.record(text, z.unknown()),
  }),
} as const satisfies Readonly<Record<EventType, z.ZodObject>>

export type EventData = {
  readonly [Type in EventType]: ReadonlyMembers<z.input<(typeof EVENT_DATA)[Type]>>
}

type ReadonlyMembers<T> = {
  readonly [Name in keyof T]: T[Name] extends (infer Item)[] ? readonly Item[] : ReadonlyLists<T[Name]>
}
type ReadonlyLists<T> = T extends (infer Item)[] ? readonly Item[] : T
