import type { Assistants } from './authorization-server/assistant.ts'
import type { Config } from './config/config.ts'
import type { AppContext } from './context.ts'
import { poll, type Poll } from './kernel/poll.ts'
import { DAY, HOUR } from './kernel/time.ts'

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

/** Deletes what has expired, once an hour. */
export function startCleanupLoop(
  context: Pick<AppContext, 'store' | 'now' | 'log'>,
  assistants: Pick<Assistants, 'sweep'>,
  retention: Retention,
): Poll {
  return poll(() => deleteExpired(context, assistants, retention), {
    everyMs: SWEEP_EVERY_MS,
    log: context.log,
    failure: SWEEP_FAILURE,
  })
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
