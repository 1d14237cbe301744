/* Events of a workspace. */

export interface LetterlockEvent {
  id: string
  type: EventType
  timestamp: string
  workspaceId: string
  actor: EventActor
  /** Its current state; null for events about no connection. */
  connection: EventConnection | null
  data: Record<string, unknown>
}

/** The principal that acted. */
export interface EventActor {
  type: 'secret_key' | 'user' | 'assistant' | 'system'
  /** null for `system`. */
  id: string | null
  /** null for `system`, and for a deleted principal. */
  name: string | null
}

/** The connection of an event. All members except `id` are null after its deletion. */
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
  | 'webhook_endpoint.created'
  | 'webhook_endpoint.updated'
  | 'webhook_endpoint.deleted'
  | 'webhook_endpoint.tested'
  | 'webhook_endpoint.paused'
  | 'webhook_endpoint.disabled'

/** Filters; all must match. */
export interface ListEventsQuery {
  connectionId?: string | undefined
  /** An event type, or its first part up to the dot: `connection`, `secret_key`. */
  type?: string | undefined
  actorId?: string | undefined
  /** ISO 8601, inclusive. */
  since?: string | undefined
  /** ISO 8601, exclusive. */
  until?: string | undefined
}
