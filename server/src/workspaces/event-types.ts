import type { EventType } from './event.ts'

/** A missing type is a compile error. */
const EVERY_TYPE: Readonly<Record<EventType, true>> = {
  'oauth_app.created': true,
  'oauth_app.deleted': true,
  'oauth_app.client_secret_added': true,
  'oauth_app.client_secret_removed': true,
  'assistant.authorized': true,
  'assistant.revoked': true,
  'campaign.updated': true,
  'campaign.send_approved': true,
  'campaign.created': true,
  'campaign.scheduled': true,
  'campaign.sent': true,
  'campaign.test_email_sent': true,
  'campaign.unscheduled': true,
  'connection.permissions_updated': true,
  'connection.credential_failed': true,
  'connection.api_key_added': true,
  'connection.api_key_removed': true,
  'connection.check_failed': true,
  'connection.checked': true,
  'connection.created': true,
  'connection.deleted': true,
  'connection.disconnected': true,
  'connection.expiring_soon': true,
  'connection.data_center_changed': true,
  'connection.recovered': true,
  'connection.refresh_failed': true,
  'connection.token_refreshed': true,
  'connection.reconnected': true,
  'contact.created': true,
  'contact.updated': true,
  'contact.tags_updated': true,
  'contact.unsubscribed': true,
  'secret_key.created': true,
  'secret_key.revoked': true,
  'invitation.revoked': true,
  'invitation.created': true,
  'member.joined': true,
  'member.removed': true,
  'member.role_updated': true,
  'call.forwarded': true,
  'token.retrieved': true,
  'workspace.updated': true,
  'workspace.created': true,
  'webhook_endpoint.created': true,
  'webhook_endpoint.updated': true,
  'webhook_endpoint.deleted': true,
  'webhook_endpoint.tested': true,
  'webhook_endpoint.paused': true,
  'webhook_endpoint.disabled': true,
}

export const EVENT_TYPES: readonly string[] = Object.keys(EVERY_TYPE)

const FILTERS: ReadonlySet<string> = new Set(
  Object.keys(EVERY_TYPE).flatMap((type) => [type, type.slice(0, type.indexOf('.'))]),
)

/** Whether a text is an event type, or the first part of one (`connection`). */
export function isEventFilter(text: string): boolean {
  return FILTERS.has(text)
}
