/* Where events of a workspace are sent, and what became of it. */

/** `paused`: events wait, up to seven days. `disabled`: the endpoint answered 410 Gone, and gets no more events. */
export type WebhookEndpointStatus = 'enabled' | 'paused' | 'disabled'

/** `failing`: it accepted nothing for three days, and is paused. `gone`: it answered 410, and is disabled. */
export type WebhookEndpointStatusReason = 'failing' | 'gone'

export interface WebhookEndpoint {
  id: string
  url: string
  description: string
  /** Types of events, such as `connection.created`, and first parts of types, such as `connection`. Empty: every event. */
  eventTypes: string[]
  status: WebhookEndpointStatus
  /** Why Letterlock has paused or disabled it; null when a user has, and while it is enabled. */
  statusReason: WebhookEndpointStatusReason | null
  /** Since when nothing was accepted; null while deliveries succeed. */
  failingSince: string | null
  /** Newest first: the one in use, and those before it until they expire. */
  signingSecrets: { id: string; createdAt: string; expiresAt: string | null }[]
  createdAt: string
}

/** With the secret that it signs with (`whsec_…`), which is shown this once. */
export interface WebhookEndpointWithSecret extends WebhookEndpoint {
  signingSecret: string
}

export interface CreateWebhookEndpointInput {
  /** `https://` on port 443 of a host on the public internet; where Letterlock runs locally, also `http://localhost`. */
  url: string
  description?: string | undefined
  /** Every event when left out. */
  eventTypes?: string[] | undefined
  status?: 'enabled' | 'paused' | undefined
}

export interface UpdateWebhookEndpointInput {
  url?: string | undefined
  description?: string | undefined
  eventTypes?: string[] | undefined
  /** `enabled` sends what waits at once. */
  status?: 'enabled' | 'paused' | undefined
}

export interface RotateSigningSecretInput {
  /** How long the secrets before the new one go on signing: 0 to 604800, 86400 when left out. */
  previousExpiresInSeconds?: number | undefined
}

/** Why there was no response. */
export type WebhookErrorCode = 'timeout' | 'unreachable' | 'certificate_invalid'

/** One attempt to deliver an event. */
export interface WebhookDelivery {
  id: string
  webhookEndpointId: string
  /** Also the header `webhook-id`. */
  eventId: string
  eventType: string
  /** `succeeded`: the endpoint answered 2xx. */
  status: 'succeeded' | 'failed'
  /** Counted from 1. */
  attempt: number
  isRedelivery: boolean
  /** null: there was no response. */
  statusCode: number | null
  /** The first kilobyte. */
  responseBody: string | null
  errorCode: WebhookErrorCode | null
  durationMs: number
  /** null: no further attempt follows. */
  nextAttemptAt: string | null
  createdAt: string
}

/** With what was sent. */
export interface WebhookDeliveryDetails extends WebhookDelivery {
  request: {
    url: string
    headers: Record<string, string>
    /** null when the event is no longer kept. */
    body: string | null
  }
}

export interface ListWebhookDeliveriesQuery {
  eventId?: string | undefined
  status?: 'succeeded' | 'failed' | undefined
}

export interface RedeliverSpanInput {
  /** Events not before this time. */
  since: string
  /** Events before this time; now when left out. */
  until?: string | undefined
  /** `undelivered`: those that the endpoint has not accepted, as far as the log of deliveries goes back. Also when left out. */
  events?: 'undelivered' | 'all' | undefined
}
