import type { WebhookErrorCode } from '@letterlock/sdk/wire.ts'
import { newId } from '../kernel/id.ts'
import { PublicFetchError } from '../outbound/public-request.ts'
import { LateError } from '../outbound/small-exchange.ts'
import { readRetryAfter } from '../outbound/retry-after.ts'
import type { RecordedEvent } from '../workspaces/event.ts'
import { SECOND } from '../kernel/time.ts'
import { markFailed } from '../tracing/tracing.ts'
import type { WebhooksContext } from './context.ts'
import type { Delivery } from './delivery.ts'
import { currentKeys, type SigningKey } from './signing-secrets.ts'
import { signWebhook } from './sign-webhook.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'
import { codeOf } from '../kernel/code-of.ts'

/** An attempt, without the fields that the queue adds. */
export interface SentWebhook extends Pick<
  Delivery,
  | 'id'
  | 'url'
  | 'signature'
  | 'succeeded'
  | 'statusCode'
  | 'responseBody'
  | 'errorCode'
  | 'durationMs'
  | 'sentAt'
> {
  /** What the endpoint asked for; null if it did not. */
  readonly retryAfterMs: number | null
}

/** The URL that an event is sent to, and the keys that sign it. */
export interface Destination {
  readonly endpoint: WebhookEndpoint
  readonly keys: readonly SigningKey[]
}

/** The body: the same bytes at every attempt, unless the actor or the account was renamed meanwhile. */
export const webhookBody = (event: RecordedEvent): string => JSON.stringify(event)

/** Headers of a delivery, as Standard Webhooks names them. */
export function webhookHeaders({
  id,
  timestampSeconds,
  signature,
}: {
  readonly id: string
  readonly timestampSeconds: number
  readonly signature: string
}): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signature,
  }
}

/** Sends an event once, signed. Any 2xx is success; redirects are not followed. Never rejects for what the endpoint does. */
export async function sendWebhook(
  context: WebhooksContext,
  destination: Destination,
  event: RecordedEvent,
): Promise<SentWebhook> {
  const sent = await sendInSpan(context, destination, event)
  context.countDelivery(sent.succeeded)
  return sent
}

function sendInSpan(
  context: WebhooksContext,
  destination: Destination,
  event: RecordedEvent,
): Promise<SentWebhook> {
  if (context.tracing === null) return send(context, destination, event)
  const attributes = {
    'letterlock.event.type': event.type,
    'letterlock.event.id': event.id,
    'letterlock.webhook_endpoint.id': destination.endpoint.id,
  }
  return context.tracing.inSpan('webhook delivery', { kind: 'client', attributes }, async (span) => {
    const sent = await send(context, destination, event)
    if (sent.statusCode !== null) span.setAttribute('http.response.status_code', sent.statusCode)
    if (!sent.succeeded) markFailed(span, sent.errorCode ?? String(sent.statusCode))
    return sent
  })
}

async function send(
  { webhookFetch, now, log }: WebhooksContext,
  { endpoint, keys }: Destination,
  event: RecordedEvent,
): Promise<SentWebhook> {
  const sentAt = now().getTime()
  const timestampSeconds = Math.floor(sentAt / SECOND)
  const body = webhookBody(event)
  const signature = signWebhook(currentKeys(keys, sentAt), { id: event.id, timestampSeconds, body })
  const sent = { id: newId('whd', new Date(sentAt)), url: endpoint.url, signature, sentAt }
  const startedAt = performance.now()
  const duration = (): number => Math.round(performance.now() - startedAt)
  try {
    const { status, headers, text } = await webhookFetch(endpoint.url, {
      method: 'POST',
      headers: webhookHeaders({ id: event.id, timestampSeconds, signature }),
      body,
    })
    const retryAfterSeconds = readRetryAfter(headers)
    return {
      ...sent,
      succeeded: status >= 200 && status < 300,
      statusCode: status,
      responseBody: text,
      errorCode: null,
      durationMs: duration(),
      retryAfterMs: retryAfterSeconds === null ? null : retryAfterSeconds * SECOND,
    }
  } catch (error) {
    if (!(error instanceof PublicFetchError)) throw error
    log.debug({ err: error.cause, webhookEndpointId: endpoint.id }, 'webhook endpoint did not respond')
    const failed = {
      succeeded: false,
      statusCode: null,
      responseBody: null,
      errorCode: errorCodeOf(error.cause),
    }
    return { ...sent, ...failed, durationMs: duration(), retryAfterMs: null }
  }
}

/** Reveals nothing about the network: a private address looks like one that does not exist. */
function errorCodeOf(cause: unknown): WebhookErrorCode {
  const code = codeOf(cause)
  if (cause instanceof LateError || code === 'UND_ERR_CONNECT_TIMEOUT') return 'timeout'
  return /CERT|TLS|SSL|UNABLE_TO_/.test(code) ? 'certificate_invalid' : 'unreachable'
}
