import type { EventType } from '@letterlock/sdk/wire.ts'

/** When each event is recorded. */
export const EVENT_DESCRIPTIONS: Readonly<Record<EventType, string>> = {
  'assistant.authorized': 'A user authorized an assistant on the consent page.',
  'assistant.revoked': 'The authorization of an assistant was revoked.',
  'automation.paused': 'All emails of an automation were paused at the provider.',
  'call.forwarded':
    'Calls went through the proxy. One event counts the calls of a principal through a connection.',
  'campaign.created': 'A draft was created.',
  'campaign.scheduled': 'A send request with a time was approved, and the provider scheduled the campaign.',
  'campaign.send_approved':
    'A user approved a send request. It is recorded before the provider is asked to send.',
  'campaign.send_declined': 'A send request was declined. Nothing is sent.',
  'campaign.send_failed':
    'A send request was approved and its campaign was not sent (`not_sent`), or the provider could not say within an hour whether it was (`outcome_unknown`).',
  'campaign.send_requested': 'A send request was created. Nothing is sent.',
  'campaign.sent': 'The provider accepted an approved campaign for sending.',
  'campaign.test_email_sent': 'A test email was sent.',
  'campaign.unscheduled': 'A scheduled campaign became a draft again.',
  'campaign.updated': 'A draft was updated.',
  'connection.api_key_added': 'An API key was added to a connection.',
  'connection.api_key_removed': 'The API key of a connection was removed.',
  'connection.check_failed':
    'A check got no answer, so nothing is known about the credential. The status stays.',
  'connection.checked': 'A check that was requested said whether the credentials work.',
  'connection.created':
    'An account was connected. `method`: `connect_session`, `device`, `api_key`, `import` or `legacy_exchange`.',
  'connection.credential_failed':
    'A credential stopped working for good: it expired, was revoked or was rejected. Ask the end user to reconnect.',
  'connection.data_center_changed': 'The provider moved the account to another data center.',
  'connection.deleted': 'A connection was deleted, with the personal data in its events.',
  'connection.disconnected':
    'The credentials were deleted, and revoked where the provider allows it. The connection stays and can be reconnected.',
  'connection.expiring_soon':
    'A credential that cannot be refreshed expires soon, or its refresh was rejected while the access token still works.',
  'connection.labels_updated': 'The labels of a connection changed.',
  'connection.permissions_updated': 'The permissions of a connection changed.',
  'connection.reconnected': 'An existing connection got new credentials.',
  'connection.recovered': 'A credential that had failed works again.',
  'connection.refresh_failed':
    'A refresh failed for now. It is repeated; the access token stays in use while it is valid.',
  'connection.status_changed':
    'The status of a connection changed: to `connected`, `expiring_soon` or `disconnected`. For those who want to listen to one event.',
  'connection.token_refreshed': 'The connection has a new access token.',
  'contact.address_changed': 'A contact has another email address.',
  'contact.archived': 'A contact was archived.',
  'contact.created': 'A contact was added; without a `contactId`, several in one call (`contactCount`).',
  'contact.deleted': 'A contact was deleted for good.',
  'contact.erased': 'A contact was erased on request, as far as the provider can.',
  'contact.tags_updated': 'The tags of a contact changed.',
  'contact.unsubscribed': 'A contact was unsubscribed.',
  'contact.updated': 'A contact was updated.',
  'end_user.erased':
    'Everything about an end user was erased. `endUserIdHash` is the SHA-256 hash of the ID, in base64url.',
  'invitation.created': 'A user was invited.',
  'invitation.revoked': 'An invitation was revoked.',
  'member.joined': 'A user accepted an invitation.',
  'member.removed': 'A member was removed.',
  'member.role_updated': 'A member has another role.',
  'oauth_app.client_secret_added': 'A client secret was added to an OAuth app.',
  'oauth_app.client_secret_removed': 'A client secret was removed from an OAuth app.',
  'oauth_app.created': 'An OAuth app was registered.',
  'oauth_app.deleted': 'An OAuth app was deleted.',
  'secret_key.created': 'A secret key was created.',
  'secret_key.revoked': 'A secret key was revoked.',
  'segment.created': 'A segment was created.',
  'segment.deleted': 'A segment was deleted; its contacts stay.',
  'segment.updated': 'A segment was renamed, or has other contacts.',
  'token.retrieved': 'Access tokens were read. One event counts the reads of a principal from a connection.',
  'webhook_endpoint.created': 'A webhook endpoint was created.',
  'webhook_endpoint.deleted': 'A webhook endpoint was deleted.',
  'webhook_endpoint.disabled': 'An endpoint answered 410 Gone and gets no more webhooks.',
  'webhook_endpoint.paused': 'An endpoint accepted nothing for three days and is paused.',
  'webhook_endpoint.tested': 'A test event was requested. It goes to that endpoint only.',
  'webhook_endpoint.updated':
    'A webhook endpoint changed; after a rotation `changedFields` has `signingSecret`.',
  'workspace.created': 'A workspace was created.',
  'workspace.updated': 'The settings of a workspace changed.',
}
