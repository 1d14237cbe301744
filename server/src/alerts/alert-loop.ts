import { setImmediate as nextTurn } from 'node:timers/promises'
import { holdLease, LEASE_MS, LeaseLost, type HeldLease } from '../kernel/hold-lease.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { DAY, MINUTE, SECOND } from '../kernel/time.ts'
import type { AlertGroup, ChangedConnection, SentAlert } from './alert.ts'
import { alertMessage, recoveryMessage, type AlertSubject } from './alert-message.ts'
import { connectionCause, statusNow } from './connection-cause.ts'
import { clientSecretSubject } from './client-secret-subject.ts'
import type { AlertsContext } from './context.ts'
import { sendAlert } from './send-alert.ts'

const LOOK_EVERY_MS = 5 * SECOND
/** Events of other processes may become visible a little late. */
const OVERLAP_MS = MINUTE
/** Connections that are looked at in one turn of the event loop. */
const BATCH = 64
/** Connections that fail within this time are in one message. */
const GROUPING_MS = 2 * MINUTE

/**
 * Alerts users to connections that are lost or will be, and to webhook endpoints that are failing. Events say which connections to look
 * at; their status is what counts. One process at a time does it.
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
      // Definitions are read at the start, and no event tells that one was removed, or is back.
      if (!hasLookedForRemovedDefinitions)
        await noteChanges(context, await store.alerts.undefinedConnections([...providers.keys()]), at)
      hasLookedForRemovedDefinitions = true
      await noteChanges(context, await store.alerts.changedConnections(lookedAt - OVERLAP_MS), at)
      // Only now: after a failure, the next round looks at the same events again.
      notedUntil = at
      await sendAlerts(context, lease, at)
    } finally {
      await lease.stop()
      await store.alerts.release(notedUntil)
    }
  }
  return poll(look, { everyMs: LOOK_EVERY_MS, log, failure: 'alerts could not be sent' })
}

/** A round takes as long as the recipients are slow, and no other process may send the same alerts meanwhile. */
const holdAlerts = ({ store, log }: AlertsContext): HeldLease<void> =>
  holdLease(
    async () => {
      if (!(await store.alerts.extend(LEASE_MS))) throw new LeaseLost()
    },
    { log, failure: 'the lease of the alerts could not be extended' },
  )

/** Thousands may change at once: others have their turn in between, and only what is new is written, in groups. */
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

const keyOf = ({ workspaceId, cause }: { readonly workspaceId: string; readonly cause: string }): string =>
  `${workspaceId} ${cause}`

async function sendAlerts(context: AlertsContext, lease: HeldLease<void>, at: number): Promise<void> {
  const { alerts } = context.store
  const { clientSecretAgeMs: ageMs } = context
  const groups = await alerts.groups(ageMs === null ? null : at - ageMs)
  const sent = new Map((await alerts.sent()).map((alert) => [keyOf(alert), alert]))
  for (const group of groups)
    if (isDue(group, sent.get(keyOf(group)), at)) {
      await lease.extend()
      await alert(context, group, at)
    }
  const going = new Set(groups.map(keyOf))
  for (const past of sent.values())
    if (past.recoveredAt === null && !going.has(keyOf(past))) {
      await lease.extend()
      await sendAlert(
        context,
        past.workspaceId,
        recoveryMessage(await nameOf(context, past.workspaceId), past.title),
      )
      await alerts.recordSent({ ...past, recoveredAt: at })
    }
}

/** At most one a day for the same cause, and again only for what is new. */
function isDue(group: AlertGroup, sent: SentAlert | undefined, at: number): boolean {
  if (at - group.since < GROUPING_MS) return false
  if (!sent) return true
  return at - sent.alertedAt >= DAY && (sent.recoveredAt !== null || group.newestSince > sent.alertedAt)
}

async function alert(context: AlertsContext, group: AlertGroup, at: number): Promise<void> {
  const subject = await subjectOf(context, group)
  if (!subject) return
  const { workspaceId, cause } = group
  await sendAlert(context, workspaceId, alertMessage(await nameOf(context, workspaceId), group, subject))
  const { title } = subject
  await context.store.alerts.recordSent({ workspaceId, cause, alertedAt: at, recoveredAt: null, title })
}

const nameOf = async ({ store }: AlertsContext, workspaceId: string): Promise<string> =>
  (await store.workspaces.read(workspaceId))?.name ?? workspaceId

/** null: the connection that it names was deleted; the next poll names another one. */
async function subjectOf(
  context: AlertsContext,
  { workspaceId, cause, count, subjectId }: AlertGroup,
): Promise<AlertSubject | null> {
  const { store, publicUrl } = context
  if (cause.startsWith('webhook_endpoint '))
    return {
      title: cause.endsWith(' gone') ? 'A webhook endpoint is disabled' : 'A webhook endpoint is paused',
      detail: cause.endsWith(' gone')
        ? 'It answered 410 Gone, so no more events are sent to it.'
        : 'It has accepted nothing for three days. Events wait for up to seven days.',
      nextStep: 'Enable it when it works again.',
      url: `${publicUrl()}/webhooks/${subjectId}`,
    }
  if (cause.startsWith('client_secret ')) return clientSecretSubject(context, workspaceId, subjectId)
  const connection = await store.connections.read(workspaceId, subjectId)
  if (!connection) return null
  const { status: current, providerName } = statusNow(context, connection)
  const { status, detail, nextStep } = current
  const condition = status === 'disconnected' ? 'disconnected' : 'expiring soon'
  const title =
    count === 1
      ? `${connection.account.name} (${providerName}) is ${condition}`
      : `${count} ${providerName} accounts are ${condition}`
  const url = count === 1 ? `${publicUrl()}/connections/${connection.id}` : `${publicUrl()}/`
  return { title, detail, nextStep, url }
}
