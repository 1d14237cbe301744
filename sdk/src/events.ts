/* What happened in a workspace: the audit trail. */

export interface LetterlockEvent {
  id: string
  type: EventType
  timestamp: string
  workspaceId: string
  actor: EventActor
  /** As it is now; null for an event that is about none. */
  connection: EventConnection | null
  data: Record<string, unknown>
}

/** Who did it. */
export interface EventActor {
  type: 'secret_key' | 'user' | 'assistant' | 'system'
  /** null for `system`. */
  id: string | null
  /** null for `system`, and for one that is deleted. */
  name: string | null
}

/** The connection that an event is about. All but `id` are null once it is deleted. */
export interface EventConnection {
  id: string
  provider: string | null
  endUserId: string | null
  accountId: string | null
  accountName: string | null
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
  | 'contact.created'
  | 'contact.updated'
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
  connectionId?: string | undefined
  /** A type, or the beginning of some up to the dot: `connection`, `secret_key`. */
  type?: string | undefined
  actorId?: string | undefined
  /** Not before this time. */
  since?: string | undefined
  /** Before this time. */
  until?: string | undefined
}
