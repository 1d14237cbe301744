import { setImmediate as nextTurn } from 'node:timers/promises'
import { holdLease, LEASE_MS, LeaseLost, type HeldLease } from '../kernel/hold-lease.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { DAY, MINUTE, SECOND } from '../kernel/time.ts'
import {
  CHANGED_AT_ONCE,
  causeKey,
  type AlertGroup,
  type ChangedConnection,
  type SentAlert,
} from './alert.ts'
import { alertSubject } from './alert-subject.ts'
import { connectionCause } from './connection-cause.ts'
import type { AlertsContext } from './context.ts'
import { deliverAlerts } from './deliver-alerts.ts'
import { recipientsOf } from './alert-recipients.ts'

const LOOK_EVERY_MS = 5 * SECOND
/** Events of other processes may become visible a little late. */
const OVERLAP_MS = MINUTE
/** Connections that are handled in one turn of the event loop. */
const BATCH = 64
/** Connections that fail within this time are in one message. */
const GROUPING_MS = 2 * MINUTE

/**
 * Alerts users to connections that are lost or will be, to failing webhook endpoints, and to old client secrets. Events say which
 * connections to look at; their current status decides. One process at a time runs it.
 */
export function startAlertLoop(context: AlertsContext): Poll {
  const { store, providers, now, log } = context
  let hasLookedForRemovedDefinitions = false
  const look = async (): Promise<void> => {
    const at = now().getTime()
    const lookedAt = await store.alerts.acquire(LEASE_MS, at)
    if (lookedAt === null) return
    let notedUntil = lookedAt
    const lease = holdAlerts(context)
    try {
      // Once, because definitions are read at the start: no event says that one was removed or is back.
      if (!hasLookedForRemovedDefinitions)
        await noteAll(context, at, (after) => store.alerts.undefinedConnections([...providers.keys()], after))
      hasLookedForRemovedDefinitions = true
      await noteAll(context, at, (after) => store.alerts.changedConnections(lookedAt - OVERLAP_MS, after))
      // Set only now: after a failure, the next round reads the same events again.
      notedUntil = at
      await sendAlerts(context, lease, at)
    } finally {
      await lease.stop()
      await store.alerts.release(notedUntil)
    }
  }
  return poll(look, { everyMs: LOOK_EVERY_MS, log, failure: 'sending alerts failed' })
}

/** Extends the lease during a round: slow recipients make it long, and no other process may send the same alerts meanwhile. */
const holdAlerts = ({ store, log }: AlertsContext): HeldLease<void> =>
  holdLease(
    async () => {
      if (!(await store.alerts.extend(LEASE_MS))) throw new LeaseLost()
    },
    { log, failure: 'extending the lease of the alerts failed' },
  )

async function noteAll(
  context: AlertsContext,
  at: number,
  read: (after: string) => Promise<ChangedConnection[]>,
): Promise<void> {
  for (let after = ''; ;) {
    const changed = await read(after)
    await noteChanges(context, changed, at)
    const last = changed.at(-1)
    if (changed.length < CHANGED_AT_ONCE || !last) return
    after = last.connectionId
  }
}

/** Thousands may change at once: other work runs in between, and only changes are written, in groups. */
async function noteChanges(
  context: AlertsContext,
  changed: readonly ChangedConnection[],
  at: number,
): Promise<void> {
  const { connections, alerts } = context.store
  for (let begin = 0; begin < changed.length; begin += BATCH) {
    await nextTurn()
    const notes = changed
      .slice(begin, begin + BATCH)
      .map(async ({ workspaceId, connectionId, cause: noted }) => {
        const connection = await connections.read(workspaceId, connectionId)
        const cause = connection ? connectionCause(context, connection) : null
        if (cause !== noted) await alerts.note(workspaceId, connectionId, cause, at)
      })
    await Promise.all(notes)
  }
}

async function sendAlerts(context: AlertsContext, lease: HeldLease<void>, at: number): Promise<void> {
  const { alerts } = context.store
  const { clientSecretAgeMs: ageMs } = context
  const groups = await alerts.groups(ageMs === null ? null : at - ageMs)
  const sent = new Map((await alerts.sent()).map((alert) => [causeKey(alert), alert]))
  for (const group of groups)
    if (isDue(group, sent.get(causeKey(group)), at)) await queueAlert(context, group, at)
  const going = new Set(groups.map(causeKey))
  for (const past of sent.values())
    if (past.recoveredAt === null && !going.has(causeKey(past)))
      await alerts.queue({ ...past, recoveredAt: at }, await recipientIds(context, past), at)
  await deliverAlerts(context, lease, { groups, at })
}

/** Whether to alert: at most once a day for the same cause, and again only if there is something new. */
function isDue(group: AlertGroup, sent: SentAlert | undefined, at: number): boolean {
  if (at - group.since < GROUPING_MS) return false
  if (!sent) return true
  return at - sent.alertedAt >= DAY && (sent.recoveredAt !== null || group.newestSince > sent.alertedAt)
}

async function queueAlert(context: AlertsContext, group: AlertGroup, at: number): Promise<void> {
  const subject = await alertSubject(context, group)
  if (!subject) return
  const { workspaceId, cause } = group
  const alert = { workspaceId, cause, alertedAt: at, recoveredAt: null, title: subject.title }
  await context.store.alerts.queue(alert, await recipientIds(context, group), at)
}

async function recipientIds(context: AlertsContext, { workspaceId }: Pick<AlertGroup, 'workspaceId'>) {
  return (await recipientsOf(context, workspaceId)).ids
}
