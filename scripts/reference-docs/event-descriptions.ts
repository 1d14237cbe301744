import type { EventType } from '@letterlock/sdk'

interface EventDescription {
  readonly when: string
  /** The members of `data`. */
  readonly data: readonly string[]
}

/** When each event is recorded, and what it carries. */
export const EVENT_DESCRIPTIONS: Readonly<Record<EventType, EventDescription>> = {
  'assistant.authorized': {
    when: 'A user authorized an assistant on the consent page.',
    data: ['assistantId', 'name', 'redirectHost', 'scopes', 'connectionIds'],
  },
  'assistant.revoked': {
    when: 'The authorization of an assistant was revoked.',
    data: ['assistantId', 'name', 'redirectHost', 'scopes', 'connectionIds', 'reason'],
  },
  'automation.paused': {
    when: 'All emails of an automation were paused at the provider.',
    data: ['automationId', 'name'],
  },
  'call.forwarded': {
    when: 'Calls went through the proxy. One event counts the calls of a principal through a connection.',
    data: ['count'],
  },
  'campaign.created': { when: 'A draft was created.', data: ['campaignId', 'campaignName'] },
  'campaign.scheduled': {
    when: 'A send request with a time was approved, and the provider scheduled the campaign.',
    data: ['campaignId', 'campaignName', 'sendRequestId', 'recipientCount', 'requestedBy', 'scheduledAt'],
  },
  'campaign.send_approved': {
    when: 'A user approved a send request. It is recorded before the provider is asked to send.',
    data: ['campaignId', 'campaignName', 'sendRequestId', 'recipientCount', 'requestedBy', 'scheduledAt'],
  },
  'campaign.send_declined': {
    when: 'A send request was declined. Nothing is sent.',
    data: ['campaignId', 'campaignName', 'sendRequestId', 'recipientCount', 'requestedBy'],
  },
  'campaign.send_requested': {
    when: 'A send request was created. Nothing is sent.',
    data: ['campaignId', 'campaignName', 'sendRequestId', 'recipientCount', 'scheduledAt'],
  },
  'campaign.sent': {
    when: 'The provider accepted an approved campaign for sending.',
    data: ['campaignId', 'campaignName', 'sendRequestId', 'recipientCount', 'requestedBy', 'scheduledAt'],
  },
  'campaign.test_email_sent': {
    when: 'A test email was sent.',
    data: ['campaignId', 'campaignName', 'recipientCount'],
  },
  'campaign.unscheduled': {
    when: 'A scheduled campaign became a draft again.',
    data: ['campaignId', 'campaignName', 'scheduledAt'],
  },
  'campaign.updated': { when: 'A draft was updated.', data: ['campaignId', 'campaignName', 'changedFields'] },
  'connection.api_key_added': { when: 'An API key was added to a connection.', data: [] },
  'connection.api_key_removed': { when: 'The API key of a connection was removed.', data: [] },
  'connection.check_failed': {
    when: 'A check got no answer, so nothing is known about the credential. The status stays.',
    data: ['errorCode', 'since'],
  },
  'connection.checked': {
    when: 'A check that was requested said whether the credentials work.',
    data: ['oauthValid', 'apiKeyValid'],
  },
  'connection.created': {
    when: 'An account was connected. `method`: `connect_session`, `device`, `api_key`, `import` or `legacy_exchange`.',
    data: ['credential', 'method'],
  },
  'connection.credential_failed': {
    when: 'A credential stopped working for good: it expired, was revoked or was rejected. Ask the end user to reconnect.',
    data: ['credential', 'reason', 'activeCredential', 'responseLost'],
  },
  'connection.data_center_changed': {
    when: 'The provider moved the account to another data center.',
    data: ['from', 'to'],
  },
  'connection.deleted': {
    when: 'A connection was deleted, with the personal data in its events.',
    data: ['provider', 'deletedCredentials'],
  },
  'connection.disconnected': {
    when: 'The credentials were deleted, and revoked where the provider allows it. The connection stays and can be reconnected.',
    data: ['deletedCredentials'],
  },
  'connection.expiring_soon': {
    when: 'A credential that cannot be refreshed expires soon, or its refresh was rejected while the access token still works.',
    data: ['reason', 'expiresAt'],
  },
  'connection.permissions_updated': {
    when: 'The permissions of a connection changed.',
    data: ['from', 'to'],
  },
  'connection.reconnected': {
    when: 'An existing connection got new credentials.',
    data: ['credential', 'method', 'previousAccountId'],
  },
  'connection.recovered': { when: 'A credential that had failed works again.', data: ['credential'] },
  'connection.refresh_failed': {
    when: 'A refresh failed for now. It is repeated; the access token stays in use while it is valid.',
    data: ['errorCode', 'failingSince'],
  },
  'connection.status_changed': {
    when: 'The status of a connection changed: to `connected`, `expiring_soon` or `disconnected`. For those who want to listen to one event.',
    data: ['from', 'to', 'reason'],
  },
  'connection.token_refreshed': {
    when: 'The connection has a new access token.',
    data: ['accessTokenExpiresAt'],
  },
  'contact.address_changed': { when: 'A contact has another email address.', data: ['contactId'] },
  'contact.archived': { when: 'A contact was archived.', data: ['contactId'] },
  'contact.created': { when: 'A contact was added.', data: ['contactId', 'audienceId'] },
  'contact.deleted': { when: 'A contact was deleted for good.', data: ['contactId'] },
  'contact.erased': {
    when: 'A contact was erased on request, as far as the provider can.',
    data: ['contactId'],
  },
  'contact.tags_updated': {
    when: 'The tags of a contact changed.',
    data: ['contactId', 'added', 'removed'],
  },
  'contact.unsubscribed': { when: 'A contact was unsubscribed.', data: ['contactId'] },
  'contact.updated': { when: 'A contact was updated.', data: ['contactId', 'audienceId'] },
  'end_user.erased': {
    when: 'Everything about an end user was erased. `endUserIdHash` is the SHA-256 hash of the ID, in base64url.',
    data: ['endUserIdHash', 'connectionCount', 'connectSessionCount', 'callCount', 'webhookDeliveryCount'],
  },
  'invitation.created': { when: 'A user was invited.', data: ['invitationId', 'email', 'role'] },
  'invitation.revoked': { when: 'An invitation was revoked.', data: ['invitationId', 'email', 'role'] },
  'member.joined': { when: 'A user accepted an invitation.', data: ['userId', 'role'] },
  'member.removed': { when: 'A member was removed.', data: ['userId', 'name', 'email', 'role'] },
  'member.role_updated': {
    when: 'A member has another role.',
    data: ['userId', 'name', 'email', 'role', 'from', 'to'],
  },
  'oauth_app.client_secret_added': {
    when: 'A client secret was added to an OAuth app.',
    data: ['oauthAppId', 'provider', 'name', 'clientId', 'clientSecretId'],
  },
  'oauth_app.client_secret_removed': {
    when: 'A client secret was removed from an OAuth app.',
    data: ['oauthAppId', 'provider', 'name', 'clientId', 'clientSecretId'],
  },
  'oauth_app.created': {
    when: 'An OAuth app was registered.',
    data: ['oauthAppId', 'provider', 'name', 'clientId'],
  },
  'oauth_app.deleted': {
    when: 'An OAuth app was deleted.',
    data: ['oauthAppId', 'provider', 'name', 'clientId'],
  },
  'secret_key.created': { when: 'A secret key was created.', data: ['secretKeyId', 'name', 'scopes'] },
  'secret_key.revoked': { when: 'A secret key was revoked.', data: ['secretKeyId', 'name', 'scopes'] },
  'segment.created': { when: 'A segment was created.', data: ['segmentId', 'name', 'audienceId'] },
  'segment.deleted': {
    when: 'A segment was deleted; its contacts stay.',
    data: ['segmentId', 'audienceId'],
  },
  'segment.updated': {
    when: 'A segment was renamed, or has other contacts.',
    data: ['segmentId', 'name', 'audienceId'],
  },
  'token.retrieved': {
    when: 'Access tokens were read. One event counts the reads of a principal from a connection.',
    data: ['count'],
  },
  'webhook_endpoint.created': {
    when: 'A webhook endpoint was created.',
    data: ['webhookEndpointId', 'url', 'eventTypes'],
  },
  'webhook_endpoint.deleted': {
    when: 'A webhook endpoint was deleted.',
    data: ['webhookEndpointId', 'url'],
  },
  'webhook_endpoint.disabled': {
    when: 'An endpoint answered 410 Gone and gets no more webhooks.',
    data: ['webhookEndpointId', 'url', 'reason', 'failingSince'],
  },
  'webhook_endpoint.paused': {
    when: 'An endpoint accepted nothing for three days and is paused.',
    data: ['webhookEndpointId', 'url', 'reason', 'failingSince'],
  },
  'webhook_endpoint.tested': {
    when: 'A test event was requested. It goes to that endpoint only.',
    data: ['webhookEndpointId'],
  },
  'webhook_endpoint.updated': {
    when: 'A webhook endpoint changed; after a rotation `changedFields` has `signingSecret`.',
    data: ['webhookEndpointId', 'changedFields'],
  },
  'workspace.created': { when: 'A workspace was created.', data: ['name'] },
  'workspace.updated': {
    when: 'The settings of a workspace changed.',
    data: ['changedFields', 'from', 'to'],
  },
}
