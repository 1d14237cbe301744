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
  | 'oauth_app.created'
  | 'oauth_app.deleted'
  | 'oauth_app.client_secret_added'
  | 'oauth_app.client_secret_removed'
  | 'assistant.authorized'
  | 'assistant.revoked'
  | 'campaign.updated'
  | 'campaign.send_approved'
  | 'campaign.created'
  | 'campaign.scheduled'
  | 'campaign.sent'
  | 'campaign.test_email_sent'
  | 'campaign.unscheduled'
  | 'connection.check_failed'
  | 'connection.checked'
  | 'connection.created'
  | 'connection.reconnected'
  | 'connection.token_refreshed'
  | 'connection.refresh_failed'
  | 'connection.expiring_soon'
  | 'connection.data_center_changed'
  | 'connection.credential_failed'
  | 'connection.permissions_updated'
  | 'connection.api_key_added'
  | 'connection.api_key_removed'
  | 'connection.recovered'
  | 'connection.deleted'
  | 'connection.disconnected'
  | 'contact.saved'
  | 'contact.tags_updated'
  | 'contact.unsubscribed'
  | 'secret_key.created'
  | 'secret_key.revoked'
  | 'invitation.created'
  | 'invitation.revoked'
  | 'member.joined'
  | 'member.role_updated'
  | 'member.removed'
  | 'token.retrieved'
  | 'call.forwarded'
  | 'workspace.updated'
  | 'workspace.created'

/** Which events: all of these together. */
export interface ListEventsQuery {
  connection?: string | undefined
  /** A type, or the beginning of some up to the dot: `connection`, `key`. */
  type?: string | undefined
  actor?: string | undefined
  /** Not before this time. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
}
