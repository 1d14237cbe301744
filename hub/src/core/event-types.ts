import type { EventType } from './connection.ts'

/** A type that is missing here does not compile. */
const EVERY_TYPE: Readonly<Record<EventType, true>> = {
  'app.created': true,
  'app.deleted': true,
  'app.secret_added': true,
  'app.secret_removed': true,
  'assistant.let_in': true,
  'assistant.sent_away': true,
  'campaign.changed': true,
  'campaign.confirmed': true,
  'campaign.created': true,
  'campaign.scheduled': true,
  'campaign.sent': true,
  'campaign.tested': true,
  'campaign.unscheduled': true,
  'connection.access_changed': true,
  'connection.access_lost': true,
  'connection.api_key_added': true,
  'connection.api_key_removed': true,
  'connection.check_failed': true,
  'connection.checked': true,
  'connection.created': true,
  'connection.deleted': true,
  'connection.disconnected': true,
  'connection.expiring_soon': true,
  'connection.moved': true,
  'connection.recovered': true,
  'connection.refresh_failing': true,
  'connection.refreshed': true,
  'connection.renewed': true,
  'contact.saved': true,
  'contact.tagged': true,
  'contact.unsubscribed': true,
  'key.created': true,
  'key.revoked': true,
  'member.invitation_revoked': true,
  'member.invited': true,
  'member.joined': true,
  'member.removed': true,
  'member.role_changed': true,
  'proxy.called': true,
  'token.read': true,
  'workspace.changed': true,
  'workspace.created': true,
}

const FILTERS: ReadonlySet<string> = new Set(
  Object.keys(EVERY_TYPE).flatMap((type) => [type, type.slice(0, type.indexOf('.'))]),
)

/** Whether this is a type of event, or the first part of some. */
export function isEventFilter(text: string): boolean {
  return FILTERS.has(text)
}
