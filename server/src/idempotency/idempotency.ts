import { ProblemError } from '../kernel/errors.ts'
import { holdLease, LEASE_MS, LeaseLost, type HeldLease } from '../kernel/hold-lease.ts'
import { hashToken, newId } from '../kernel/id.ts'
import { DAY, MINUTE, SECOND } from '../kernel/time.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { IdempotencyClaim, IdempotencyRow } from './idempotency-repository.ts'
import type { IdempotencyContext } from './context.ts'

/** A stored response. */
export interface RememberedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A key that is held while its request runs. If the process dies, the key counts as abandoned after `LEASE_MS`. */
export interface HeldKey {
  readonly claim: IdempotencyClaim
  readonly lease: HeldLease<void>
}

/** The first request with a key holds it; later ones get its response. */
export type Begun =
  | { readonly first: true; readonly held: HeldKey }
  | { readonly first: false; readonly answer: RememberedAnswer }

const REMEMBERED_MS = DAY
/** How long storing a response is retried during a database outage. */
const SAVE_FOR_MS = 5 * MINUTE
const RETRY_AFTER_SECONDS = 1
const SAVE_AGAIN_MS = 2 * SECOND

/**
 * Starts a request with an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header). A key belongs to one principal and one request:
 * method, URL and body.
 * @throws ProblemError idempotency_key_reused, idempotency_key_in_use, idempotency_outcome_unknown
 */
export async function beginOnce(
  context: IdempotencyContext,
  { workspaceId, principalId: principal }: Principal,
  {
    key,
    request,
    connectionId,
  }: { readonly key: string; readonly request: string; readonly connectionId: string | null },
): Promise<Begun> {
  const { store, encryption, now } = context
  const at = now().getTime()
  const claim = { workspaceId, principal, keyHash: hashToken(key), claim: newId('claim', now()) }
  const fingerprint = hashToken(request)
  const row = {
    ...claim,
    connectionId,
    // Encrypted: a plain hash of the body could be compared with hashes of guessed passwords.
    requestCiphertext: encryption.encrypt(fingerprint, encryptionContextOf(claim)),
    expiresAt: at + REMEMBERED_MS,
  }
  for (;;) {
    if (await store.idempotencyKeys.insert(row, { now: at, leaseMs: LEASE_MS }))
      return { first: true, held: { claim, lease: holdKey(context, claim) } }
    const known = await store.idempotencyKeys.find(claim)
    // Released or deleted meanwhile.
    if (!known || known.expiresAt <= at) continue
    if (encryption.decrypt(known.requestCiphertext, encryptionContextOf(known)) !== fingerprint)
      throw new ProblemError('idempotency_key_reused')
    if (known.responseCiphertext !== null) {
      const answer = JSON.parse(
        encryption.decrypt(known.responseCiphertext, encryptionContextOf(known)),
      ) as RememberedAnswer
      return { first: false, answer }
    }
    // Its process has died, or could not store the response: the request may have been done.
    if (!known.isHeld) throw new ProblemError('idempotency_outcome_unknown')
    throw new ProblemError('idempotency_key_in_use', { facts: { retryAfterSeconds: RETRY_AFTER_SECONDS } })
  }
}

function holdKey({ store, log }: IdempotencyContext, claim: IdempotencyClaim): HeldLease<void> {
  const extend = async (): Promise<void> => {
    if (!(await store.idempotencyKeys.extend(claim, LEASE_MS))) throw new LeaseLost()
  }
  return holdLease(extend, { log, failure: 'extending the lease of an Idempotency-Key failed' })
}

interface Finished {
  readonly answer: RememberedAnswer
  /** The connection that the request is about; null if none. */
  readonly connectionId: string | null
}

/**
 * Stores the response for a day. During a database outage it resolves with the error, and stores the response when the database is back.
 * In both cases, no other request with the key runs.
 */
export async function finishOnce(
  { store, encryption }: IdempotencyContext,
  { claim, lease }: HeldKey,
  { answer, connectionId }: Finished,
): Promise<unknown> {
  await lease.stop()
  const responseCiphertext = encryption.encrypt(JSON.stringify(answer), encryptionContextOf(claim))
  const save = (): Promise<void> => store.idempotencyKeys.answer(claim, responseCiphertext, connectionId)
  try {
    await save()
    return undefined
  } catch (error) {
    saveLater(save, performance.now() + SAVE_FOR_MS)
    return error
  }
}

function saveLater(save: () => Promise<void>, deadline: number): void {
  const again = (): void => {
    save().catch(() => {
      if (performance.now() < deadline) saveLater(save, deadline)
    })
  }
  setTimeout(again, SAVE_AGAIN_MS).unref()
}

/** Deletes the key of a request that did nothing and can be repeated: the next request with it runs. */
export async function releaseOnce({ store }: IdempotencyContext, { claim, lease }: HeldKey): Promise<void> {
  await lease.stop()
  await store.idempotencyKeys.release(claim)
}

const encryptionContextOf = ({
  workspaceId,
  principal,
  keyHash,
}: Pick<IdempotencyRow, 'workspaceId' | 'principal' | 'keyHash'>) =>
  ({ workspaceId, rowId: `${principal}|${keyHash}`, field: 'idempotency' }) as const
