import { ProblemError } from '../../kernel/errors.ts'
import { holdLease, LeaseLost, type HeldLease } from '../../kernel/hold-lease.ts'
import { poll, type Poll } from '../../kernel/poll.ts'
import { HOUR, MINUTE, SECOND } from '../../kernel/time.ts'
import { principalOfServer } from '../../workspaces/principal.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getClientOf } from '../get-account-client.ts'
import { encryptionContextOf, type DueContact, type UncheckedContact } from '../model/unchecked-contact.ts'

const LOOK_EVERY_MS = 5 * SECOND
/** How long other processes wait for one that has died. */
const LEASE_MS = 2 * MINUTE
/** The longest pause between two attempts. */
const MAX_WAIT_MS = HOUR
/** A contact that does not exist after this time was never added. */
const MAY_BE_ADDED_MS = 10 * MINUTE

/**
 * Checks the past of contacts whose request did not: its process has died, or the provider did not respond. A failed check is repeated until
 * it succeeds or the connection is deleted. Each reason is logged once per connection, and `GET /v1/server` shows it as long as it lasts.
 */
export function startUncheckedContactsLoop(context: EmailMarketingContext): Poll {
  const { store, now, log } = context
  const stopping = new AbortController()
  const round = async (): Promise<boolean> => {
    if (stopping.signal.aborted) return false
    const at = now().getTime()
    const contact = await store.uncheckedContacts.acquire({
      now: at,
      latest: at + MAX_WAIT_MS,
      until: at + LEASE_MS,
    })
    if (!contact) return false
    await checkHeld(context, contact, { heldUntil: at + LEASE_MS, stopping: stopping.signal })
    return true
  }
  const polling = poll(round, { everyMs: LOOK_EVERY_MS, log, failure: 'checking contacts failed' })
  return {
    async stop() {
      stopping.abort()
      await polling.stop()
    },
  }
}

interface Hold {
  readonly heldUntil: number
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

/** Checks a contact that this process has acquired, and extends its lease meanwhile. */
async function checkHeld(
  context: EmailMarketingContext,
  contact: DueContact,
  { heldUntil, stopping }: Hold,
): Promise<void> {
  const held = { until: heldUntil }
  const lease = holdContact(context, contact, held)
  const ending = AbortSignal.any([stopping, lease.signal])
  const again = await check(context, contact, ending)
    .catch((error: unknown) =>
      ending.aborted ? { dueAt: context.now().getTime() } : noteFailure(context, contact, error),
    )
    .finally(() => lease.stop())
  if (again) await context.store.uncheckedContacts.reschedule(contact, held.until, again)
}

/** Records a failed check. @returns when it is repeated */
async function noteFailure(
  { store, log, now }: EmailMarketingContext,
  contact: UncheckedContact,
  error: unknown,
): Promise<{ readonly dueAt: number; readonly errorCode: string }> {
  const { workspaceId, connectionId } = contact
  const errorCode = error instanceof ProblemError ? error.code : 'internal_error'
  // Logged once per connection: a lost one may have thousands of contacts.
  if (!(await store.uncheckedContacts.hasFailing(contact, errorCode)))
    log.warn({ err: error, workspaceId, connectionId }, 'checking the past of a contact failed')
  return { dueAt: nextTry(contact, now().getTime()), errorCode }
}

/** Extends the lease of a contact until `stop`. @param held until when it is held; each extension updates it */
function holdContact(
  { store, log, now }: EmailMarketingContext,
  contact: UncheckedContact,
  held: { until: number },
): HeldLease<void> {
  const extend = async (): Promise<void> => {
    const dueAt = now().getTime() + LEASE_MS
    if (!(await store.uncheckedContacts.reschedule(contact, held.until, { dueAt }))) throw new LeaseLost()
    held.until = dueAt
  }
  return holdLease(extend, { log, failure: 'extending the lease of a contact failed' })
}

/** The next attempt: after as long as it has waited so far, at most an hour. If the clock was set back, `createdAt` is in the future. */
const nextTry = ({ createdAt }: UncheckedContact, now: number): number =>
  now + Math.min(MAX_WAIT_MS, Math.max(LOOK_EVERY_MS, Math.abs(now - createdAt)))

/** @returns when the check is repeated; undefined if it succeeded */
async function check(
  context: EmailMarketingContext,
  contact: UncheckedContact,
  signal: AbortSignal,
): Promise<{ readonly dueAt: number; readonly errorCode: null } | undefined> {
  const { workspaceId, audienceId, mustUnsubscribe, createdAt } = contact
  const email = context.encryption.decrypt(contact.emailCiphertext, encryptionContextOf(contact))
  const account = await getClientOf(context, principalOfServer(workspaceId), contact, signal)
  const { adapter, api } = account
  const note = account.noteOf({ audienceId, email, mustUnsubscribe })
  const now = context.now().getTime()
  try {
    await adapter.checkPast?.(api, { audience: audienceId, email, mustUnsubscribe }, note)
    if (!adapter.checkPast) await note.remove()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'resource_not_found') throw error
    if (now - createdAt <= MAY_BE_ADDED_MS) return { dueAt: nextTry(contact, now), errorCode: null }
    await note.remove()
  }
  return undefined
}
