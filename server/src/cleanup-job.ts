import type { Assistants } from './authorization-server/assistant.ts'
import type { Config } from './config/config.ts'
import type { AppContext } from './context.ts'
import { poll, type Poll } from './kernel/poll.ts'
import { DAY, HOUR, MINUTE } from './kernel/time.ts'

/** At most one event per minute, principal and connection. */
const FLUSH_EVERY_MS = MINUTE
const SWEEP_EVERY_MS = HOUR
const SWEEP_FAILURE = 'deleting expired rows failed'
/** How long ended authorization requests are kept, so that a late callback gets a precise error. */
const KEEP_ENDED_MS = DAY
/** How long events wait for a paused webhook endpoint. */
const QUEUED_WEBHOOK_RETENTION_MS = 7 * DAY

type Retention = Pick<
  Config,
  'eventRetentionMs' | 'deliveryRetentionMs' | 'callRetentionMs' | 'callRetentionCount'
>

/**
 * Runs periodic work: writes usage, and deletes what has expired.
 * @returns what stops it, after the usage has been written once more
 */
export function startCleanupJob(
  context: Pick<AppContext, 'store' | 'usage' | 'now' | 'log'>,
  assistants: Pick<Assistants, 'sweep'>,
  retention: Retention,
): Poll {
  const { usage, log } = context
  const flushing = poll(usage.flush, { everyMs: FLUSH_EVERY_MS, log, failure: 'writing usage failed' })
  const sweeping = poll(() => deleteExpired(context, assistants, retention), {
    everyMs: SWEEP_EVERY_MS,
    log,
    failure: SWEEP_FAILURE,
  })
  return {
    async stop() {
      await Promise.all([flushing.stop(), sweeping.stop()])
      await usage.flush()
    },
  }
}

/** Deletes what has expired, of each kind; one that cannot be deleted is logged and keeps none of the others. */
export async function deleteExpired(
  { store, now, log }: Pick<AppContext, 'store' | 'now' | 'log'>,
  assistants: Pick<Assistants, 'sweep'>,
  { eventRetentionMs, deliveryRetentionMs, callRetentionMs, callRetentionCount }: Retention,
): Promise<void> {
  const at = now().getTime()
  const sweeps = await Promise.allSettled([
    store.authorizationRequests.sweep(at - KEEP_ENDED_MS),
    store.sendRequests.sweep(at - KEEP_ENDED_MS),
    store.keptGrants.sweep(at),
    store.idempotencyKeys.sweep(at),
    store.jobs.sweep(at),
    store.guessCounts?.sweep(),
    assistants.sweep(),
    store.events.sweep(at - eventRetentionMs),
    store.calls.sweep(at - callRetentionMs, callRetentionCount),
    store.webhookQueue.sweep(at - QUEUED_WEBHOOK_RETENTION_MS),
    store.webhookDeliveries.sweep(at - deliveryRetentionMs),
    store.webhookEndpoints.sweepSecrets(at),
  ])
  for (const swept of sweeps)
    if (swept.status === 'rejected') log.error({ err: swept.reason as unknown }, SWEEP_FAILURE)
}
