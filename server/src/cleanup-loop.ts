import type { Assistants } from './authorization-server/assistant.ts'
import type { Config } from './config/config.ts'
import type { AppContext } from './context.ts'
import { poll, type Poll } from './kernel/poll.ts'
import { DAY, HOUR, MINUTE } from './kernel/time.ts'

const SWEEP_EVERY_MS = HOUR
/** Soon after a start, so that a server that is often restarted deletes, too. */
const FIRST_SWEEP_AFTER_MS = MINUTE
const SWEEP_FAILURE = 'deleting expired rows failed'
/** How long ended authorization requests are kept, so that a late callback gets a precise error. */
const KEEP_ENDED_MS = DAY
/** Longer than any request or device authorization that can end in a connection, plus the difference of clocks. */
const KEEP_REMOVALS_MS = DAY
/** How long events wait for a paused webhook endpoint. */
const QUEUED_WEBHOOK_RETENTION_MS = 7 * DAY

type Retention = Pick<
  Config,
  'eventRetentionMs' | 'deliveryRetentionMs' | 'callRetentionMs' | 'callRetentionCount'
>

/** Deletes what has expired, a minute after the start and then once an hour. */
export function startCleanupLoop(
  context: Pick<AppContext, 'store' | 'now' | 'log'>,
  assistants: Pick<Assistants, 'sweep'>,
  retention: Retention,
): Poll {
  return poll(() => deleteExpired(context, assistants, retention), {
    everyMs: SWEEP_EVERY_MS,
    firstAfterMs: FIRST_SWEEP_AFTER_MS,
    log: context.log,
    failure: SWEEP_FAILURE,
  })
}

/** Deletes expired rows of each kind. If one kind fails, that is logged, and the others are deleted all the same. */
export async function deleteExpired(
  { store, now, log }: Pick<AppContext, 'store' | 'now' | 'log'>,
  assistants: Pick<Assistants, 'sweep'>,
  { eventRetentionMs, deliveryRetentionMs, callRetentionMs, callRetentionCount }: Retention,
): Promise<void> {
  const at = now().getTime()
  const sweeps: Readonly<Record<string, () => Promise<unknown> | undefined>> = {
    authorizationRequests: () => store.authorizationRequests.sweep(at - KEEP_ENDED_MS),
    sendRequests: () => store.sendRequests.sweep(at - KEEP_ENDED_MS),
    accountLeases: () => store.accountLeases.sweep(),
    endUserRemovals: () => store.connections.sweepRemovals(at - KEEP_REMOVALS_MS),
    idempotencyKeys: () => store.idempotencyKeys.sweep(at),
    jobs: () => store.jobs.sweep(at),
    guessCounts: () => store.guessCounts?.sweep(),
    assistants: () => assistants.sweep(),
    events: () => store.events.sweep(at - eventRetentionMs),
    calls: () => store.calls.sweep(at - callRetentionMs, callRetentionCount),
    webhookQueue: () => store.webhookQueue.sweep(at - QUEUED_WEBHOOK_RETENTION_MS),
    webhookDeliveries: () => store.webhookDeliveries.sweep(at - deliveryRetentionMs),
    signingSecrets: () => store.webhookEndpoints.sweepSecrets(at),
  }
  const swept = Object.entries(sweeps).map(async ([component, sweep]) => {
    try {
      await sweep()
    } catch (error) {
      log.error({ err: error, component }, SWEEP_FAILURE)
    }
  })
  await Promise.all(swept)
}
