import { ProblemError } from '../../kernel/errors.ts'
import { holdLease, LeaseLost, type HeldLease } from '../../kernel/hold-lease.ts'
import { poll, type Poll } from '../../kernel/poll.ts'
import { HOUR, MINUTE, SECOND } from '../../kernel/time.ts'
import { principalOfServer } from '../../workspaces/principal.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getClientOf } from '../get-account-client.ts'
import { encryptionContextOf, type DueContact, type UncheckedContact } from '../model/unchecked-contact.ts'

const LOOK_EVERY_MS = 5 * SECOND
/** How long others wait for a process that has died. */
const LEASE_MS = 2 * MINUTE
/** Between two tries. */
const MAX_WAIT_MS = HOUR
/** A contact that is not there after this was never added. */
const MAY_BE_ADDED_MS = 10 * MINUTE

/**
 * Checks the past of contacts whose request has not: its process has died, or the provider did not answer. One that cannot be checked is
 * tried again until it can be, or its connection is deleted; the log tells each reason once for a connection, and `GET /v1/server` as long as
 * it lasts.
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
  const polling = poll(round, { everyMs: LOOK_EVERY_MS, log, failure: 'contacts could not be checked' })
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

/** Checks a contact that this process has acquired, and holds it meanwhile. */
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

/** @returns when it is checked again */
async function noteFailure(
  { store, log, now }: EmailMarketingContext,
  contact: UncheckedContact,
  error: unknown,
): Promise<{ readonly dueAt: number; readonly errorCode: string }> {
  const { workspaceId, connectionId } = contact
  const errorCode = error instanceof ProblemError ? error.code : 'internal_error'
  // A connection that is lost may have thousands of contacts.
  if (!(await store.uncheckedContacts.hasFailing(contact, errorCode)))
    log.warn({ err: error, workspaceId, connectionId }, 'the past of a contact could not be checked')
  return { dueAt: nextTry(contact, now().getTime()), errorCode }
}

/** Extends the lease of a contact until it is stopped. @param held until when it is held; each extension updates it */
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
  return holdLease(extend, { log, failure: 'the lease of a contact could not be extended' })
}

/** As long as it has waited, at most an hour. Where the clock was set back, it was made in the future. */
const nextTry = ({ createdAt }: UncheckedContact, now: number): number =>
  now + Math.min(MAX_WAIT_MS, Math.max(LOOK_EVERY_MS, Math.abs(now - createdAt)))

/** @returns when it is checked again; undefined: it is checked */
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
