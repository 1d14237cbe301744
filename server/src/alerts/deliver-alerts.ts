import type { HeldLease } from '../kernel/hold-lease.ts'
import { toShortLine } from '../kernel/foreign-text.ts'
import { DAY, HOUR, MINUTE } from '../kernel/time.ts'
import { INCOMING_WEBHOOK, causeKey, type AlertGroup, type QueuedAlert, type SentAlert } from './alert.ts'
import { alertMessage, recoveryMessage, type MessageIn } from './alert-message.ts'
import type { AlertsContext } from './context.ts'
import { alertSubject } from './alert-subject.ts'
import { recipientsOf, type AlertRecipients } from './alert-recipients.ts'

/** A message that is not accepted is sent again after these times, then every hour as long as its cause lasts. */
const RETRY_AFTER_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]
/** An older message that an alert is resolved is dropped. */
const MAX_RECOVERY_AGE_MS = DAY
/** Messages of one round. */
const MAX_DUE = 1000
/** After this many failures in a row the SMTP server counts as unavailable, and the other emails wait for the next round. */
const MAX_FAILURES = 3

interface Round {
  readonly context: AlertsContext
  readonly at: number
  readonly groups: ReadonlyMap<string, AlertGroup>
  readonly sent: ReadonlyMap<string, SentAlert>
  readonly recipients: Map<string, Promise<AlertRecipients>>
  readonly messages: Map<string, Promise<MessageIn | null>>
  failureCount: number
}

/** Sends the messages that are due. One that a recipient does not accept waits for its next attempt. */
export async function deliverAlerts(
  context: AlertsContext,
  lease: HeldLease<void>,
  { groups, at }: { readonly groups: readonly AlertGroup[]; readonly at: number },
): Promise<void> {
  const { alerts } = context.store
  const due = await alerts.due(at, MAX_DUE)
  if (due.length === 0) return
  const round: Round = {
    context,
    at,
    groups: new Map(groups.map((group) => [causeKey(group), group])),
    sent: new Map((await alerts.sent()).map((sent) => [causeKey(sent), sent])),
    recipients: new Map(),
    messages: new Map(),
    failureCount: 0,
  }
  for (const alert of due) {
    const isEmail = alert.recipient !== INCOMING_WEBHOOK
    if (isEmail && round.failureCount >= MAX_FAILURES) continue
    await lease.extend()
    await deliver(round, alert, isEmail)
  }
}

async function deliver(round: Round, alert: QueuedAlert, isEmail: boolean): Promise<void> {
  const { store, log } = round.context
  const { workspaceId, recipient, attemptCount } = alert
  if (isOutdated(round, alert)) return store.alerts.removeQueued(alert)
  try {
    const { ids, send } = await remembered(round.recipients, workspaceId, () =>
      recipientsOf(round.context, workspaceId),
    )
    if (ids.includes(recipient)) {
      const key = `${causeKey(alert)} ${alert.isRecovery}`
      const message = await remembered(round.messages, key, () => messageOf(round, alert))
      // Its connection was deleted a moment ago: the next round names another one, or finds none.
      if (message === null) return
      await send(recipient, message)
    }
  } catch (error) {
    if (isEmail) round.failureCount++
    log.error({ err: error, workspaceId, attemptCount: attemptCount + 1 }, 'alert not sent')
    return store.alerts.postpone(alert, round.at + (RETRY_AFTER_MS[attemptCount] ?? HOUR))
  }
  if (isEmail) round.failureCount = 0
  await store.alerts.removeQueued(alert)
}

/** Whether a message no longer applies: the cause of an alert is gone; or a resolved one is back, or was resolved a day ago. */
function isOutdated({ groups, at }: Round, alert: QueuedAlert): boolean {
  const goesOn = groups.has(causeKey(alert))
  return alert.isRecovery ? goesOn || at - alert.queuedAt >= MAX_RECOVERY_AGE_MS : !goesOn
}

/** null if the connection that it would name was deleted. */
async function messageOf({ context, groups, sent }: Round, alert: QueuedAlert): Promise<MessageIn | null> {
  const { workspaceId, isRecovery } = alert
  const name = toShortLine((await context.store.workspaces.read(workspaceId))?.name ?? workspaceId)
  if (isRecovery) {
    const past = sent.get(causeKey(alert))
    return past ? recoveryMessage(name, past.title) : null
  }
  const group = groups.get(causeKey(alert))
  const subject = group && (await alertSubject(context, group))
  return group && subject ? alertMessage(name, group, subject) : null
}

function remembered<Value>(
  values: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = values.get(key) ?? make()
  values.set(key, value)
  return value
}
