import { ProblemError } from '../kernel/errors.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { HOUR, MINUTE, SECOND } from '../kernel/time.ts'
import { principalOfServer } from '../workspaces/principal.ts'
import type { EmailMarketingContext } from './context.ts'
import { getAccountClient } from './get-account-client.ts'
import { encryptionContextOf, type UncheckedContact } from './unchecked-contact.ts'

const LOOK_EVERY_MS = 5 * SECOND
const LIMIT = 20
const LEASE_MS = 2 * MINUTE
/** A contact that is not there after this was never added. */
const MAY_BE_ADDED_MS = 10 * MINUTE

/** Checks the past of contacts whose request has not: its process has died, or the provider did not answer. */
export function startUncheckedContactsLoop(context: EmailMarketingContext): Poll {
  const { store, now, log } = context
  const stopping = new AbortController()
  const round = async (): Promise<boolean> => {
    const at = now().getTime()
    const due = await store.uncheckedContacts.acquire({ now: at, until: at + LEASE_MS, limit: LIMIT })
    for (const contact of due) {
      if (stopping.signal.aborted) return false
      await check(context, contact, stopping.signal).catch(async (error: unknown) => {
        const { workspaceId, hash, connectionId } = contact
        log.warn({ err: error, workspaceId, connectionId }, 'the past of a contact could not be checked')
        await store.uncheckedContacts.postpone(workspaceId, hash, nextTry(contact, now().getTime()))
      })
    }
    return due.length === LIMIT
  }
  const polling = poll(round, { everyMs: LOOK_EVERY_MS, log, failure: 'contacts could not be checked' })
  return {
    async stop() {
      stopping.abort()
      await polling.stop()
    },
  }
}

/** As long as it has waited, at most an hour. */
const nextTry = ({ createdAt }: UncheckedContact, now: number): number =>
  now + Math.min(HOUR, Math.max(LOOK_EVERY_MS, now - createdAt))

async function check(
  context: EmailMarketingContext,
  contact: UncheckedContact,
  signal: AbortSignal,
): Promise<void> {
  const { workspaceId, connectionId, audienceId, mustUnsubscribe, createdAt, hash } = contact
  const email = context.encryption.decrypt(contact.emailCiphertext, encryptionContextOf(contact))
  const account = await getAccountClient(context, principalOfServer(workspaceId), connectionId, signal)
  const { adapter, api } = account
  const note = account.noteOf({ audienceId, email, mustUnsubscribe })
  const now = context.now().getTime()
  try {
    await adapter.checkPast?.(api, { audience: audienceId, email, mustUnsubscribe }, note)
    if (!adapter.checkPast) await note.remove()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'resource_not_found') throw error
    if (now - createdAt > MAY_BE_ADDED_MS) await note.remove()
    else await context.store.uncheckedContacts.postpone(workspaceId, hash, nextTry(contact, now))
  }
}
