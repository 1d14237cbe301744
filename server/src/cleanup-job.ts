import type { Assistants } from './authorization-server/assistant.ts'
import type { Config } from './config/config.ts'
import type { AppContext } from './context.ts'
import { DAY, HOUR, MINUTE } from './kernel/time.ts'

/** At most one event per minute, principal and connection. */
const FLUSH_EVERY_MS = MINUTE
const SWEEP_EVERY_MS = HOUR
/** How long ended authorization requests are kept, so that a late callback gets a precise error. */
const KEEP_ENDED_MS = DAY
/** How long events wait for a paused webhook endpoint. */
const QUEUED_WEBHOOK_RETENTION_MS = 7 * DAY

/**
 * Runs periodic work: writes usage, and deletes what has expired.
 * @returns what stops it, after the usage has been written once more
 */
export function startCleanupJob(
  { store, usage, now, log }: AppContext,
  assistants: Pick<Assistants, 'sweep'>,
  {
    eventRetentionMs,
    deliveryRetentionMs,
    callRetentionMs,
    callRetentionCount,
  }: Pick<Config, 'eventRetentionMs' | 'deliveryRetentionMs' | 'callRetentionMs' | 'callRetentionCount'>,
): { stop(): Promise<void> } {
  const sweep = async (): Promise<void> => {
    const at = now().getTime()
    await Promise.all([
      store.authorizationRequests.sweep(at - KEEP_ENDED_MS),
      store.sendRequests.sweep(at - KEEP_ENDED_MS),
      store.keptGrants.sweep(at),
      store.idempotencyKeys.sweep(at),
      store.guessCounts?.sweep(),
      assistants.sweep(),
      store.events.sweep(at - eventRetentionMs),
      store.calls.sweep(at - callRetentionMs, callRetentionCount),
      store.webhookQueue.sweep(at - QUEUED_WEBHOOK_RETENTION_MS),
      store.webhookDeliveries.sweep(at - deliveryRetentionMs),
      store.webhookEndpoints.sweepSecrets(at),
    ]).catch((error: unknown) => log.error({ err: error }, 'deleting expired rows failed'))
  }
  const timers = [
    setInterval(() => void usage.flush(), FLUSH_EVERY_MS),
    setInterval(() => void sweep(), SWEEP_EVERY_MS),
  ]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await usage.flush()
    },
  }
}
