/* What happened in a workspace: the audit trail. */

export interface Event {
  id: string
  type: EventType
  at: string
  connection: string | null
  /** Who did it: a key's id, a person's, or `system`. */
  actor: string
  /** The key's or the person's name; null when there is none any more, and for `system`. */
  actorName: string | null
  /** Of the connection, as it is now. */
  account: { name: string; provider: string } | null
  data: Record<string, unknown>
}

export type EventType =
  | 'app.created'
  | 'app.deleted'
  | 'app.secret_added'
  | 'app.secret_removed'
  | 'assistant.let_in'
  | 'assistant.sent_away'
  | 'campaign.changed'
  | 'campaign.confirmed'
  | 'campaign.created'
  | 'campaign.scheduled'
  | 'campaign.sent'
  | 'campaign.tested'
  | 'campaign.unscheduled'
  | 'connection.check_failed'
  | 'connection.checked'
  | 'connection.created'
  | 'connection.renewed'
  | 'connection.refreshed'
  | 'connection.refresh_failing'
  | 'connection.expiring_soon'
  | 'connection.moved'
  | 'connection.access_lost'
  | 'connection.access_changed'
  | 'connection.api_key_added'
  | 'connection.api_key_removed'
  | 'connection.recovered'
  | 'connection.deleted'
  | 'connection.disconnected'
  | 'contact.saved'
  | 'contact.tagged'
  | 'contact.unsubscribed'
  | 'key.created'
  | 'key.revoked'
  | 'member.invited'
  | 'member.invitation_revoked'
  | 'member.joined'
  | 'member.role_changed'
  | 'member.removed'
  | 'token.read'
  | 'proxy.called'
  | 'workspace.changed'
  | 'workspace.created'

/** Which events: all of these together. */
export interface EventQuery {
  connection?: string | undefined
  /** A type, or the beginning of some up to the dot: `connection`, `key`. */
  type?: string | undefined
  actor?: string | undefined
  /** Not before this time. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
}
