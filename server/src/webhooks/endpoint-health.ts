import { holdUntil } from './retry-schedule.ts'
import type { SentWebhook } from './send-webhook.ts'
import type { WebhookEndpointHealth } from './webhook-endpoint.ts'

/** RFC 9110 section 15.5.11: the endpoint is gone for good. */
const GONE = 410

/** The health of an endpoint after an attempt. @param gaveUpSince when the event that is given up now first failed; null if none is */
export function endpointHealthAfter(
  health: WebhookEndpointHealth,
  sent: Pick<SentWebhook, 'succeeded' | 'statusCode' | 'retryAfterMs'>,
  {
    now,
    random,
    gaveUpSince,
  }: { readonly now: number; readonly random: number; readonly gaveUpSince: number | null },
): WebhookEndpointHealth {
  if (sent.succeeded) return { ...health, consecutiveFailures: 0, failingSince: null, heldUntil: null }
  const consecutiveFailures = health.consecutiveFailures + 1
  const failingSince = health.failingSince ?? now
  const { retryAfterMs } = sent
  const failing = {
    ...health,
    consecutiveFailures,
    failingSince,
    heldUntil: holdUntil({ consecutiveFailures, retryAfterMs }, now, random),
  }
  if (sent.statusCode === GONE) return { ...failing, status: 'disabled', statusReason: 'gone' }
  // While that event was retried, nothing else was accepted either.
  if (gaveUpSince !== null && failingSince <= gaveUpSince)
    return { ...failing, status: 'paused', statusReason: 'failing' }
  return failing
}
