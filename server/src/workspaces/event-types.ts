/** Every type of event: a resource and a past participle. */
export const EVENT_TYPES = [
  'assistant.authorized',
  'assistant.revoked',
  'automation.paused',
  'call.forwarded',
  'campaign.created',
  'campaign.scheduled',
  'campaign.send_approved',
  'campaign.send_declined',
  'campaign.send_failed',
  'campaign.send_requested',
  'campaign.sent',
  'campaign.test_email_sent',
  'campaign.unscheduled',
  'campaign.updated',
  'connection.api_key_added',
  'connection.api_key_removed',
  'connection.check_failed',
  'connection.checked',
  'connection.created',
  'connection.credential_failed',
  'connection.data_center_changed',
  'connection.deleted',
  'connection.disconnected',
  'connection.expiring_soon',
  'connection.labels_updated',
  'connection.permissions_updated',
  'connection.reconnected',
  'connection.recovered',
  'connection.refresh_failed',
  'connection.status_changed',
  'connection.token_refreshed',
  'contact.address_changed',
  'contact.archived',
  'contact.created',
  'contact.deleted',
  'contact.erased',
  'contact.tags_updated',
  'contact.unsubscribed',
  'contact.updated',
  'end_user.erased',
  'invitation.created',
  'invitation.revoked',
  'member.joined',
  'member.removed',
  'member.role_updated',
  'oauth_app.client_secret_added',
  'oauth_app.client_secret_removed',
  'oauth_app.created',
  'oauth_app.deleted',
  'secret_key.created',
  'secret_key.revoked',
  'segment.created',
  'segment.deleted',
  'segment.updated',
  'token.retrieved',
  'webhook_endpoint.created',
  'webhook_endpoint.deleted',
  'webhook_endpoint.disabled',
  'webhook_endpoint.paused',
  'webhook_endpoint.tested',
  'webhook_endpoint.updated',
  'workspace.created',
  'workspace.updated',
] as const

const FILTERS: ReadonlySet<string> = new Set(
  EVENT_TYPES.flatMap((type) => [type, type.slice(0, type.indexOf('.'))]),
)

/** The event types that a filter matches; all without a filter. */
export function typesOf(filter: string | undefined): readonly string[] {
  return EVENT_TYPES.filter(
    (type) => filter === undefined || type === filter || type.startsWith(`${filter}.`),
  )
}

/** Whether a text is an event type, or the first part of one (`connection`). */
export function isEventFilter(text: string): boolean {
  return FILTERS.has(text)
}
