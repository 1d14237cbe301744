import { ProblemError } from '../../kernel/errors.ts'
import type { AdmittedWrite, ForwardedWrite, GuardWrite } from '../../proxy/guard-write.ts'
import { accountOf } from './account-ref.ts'
import type { MarketingAdapter } from '../adapters/adapter.ts'
import { ADAPTERS } from '../adapters/index.ts'
import type { EmailMarketingContext } from '../context.ts'
import type { WatchSending } from './create-sending-watch.ts'
import { getClientOf } from '../get-account-client.ts'
import { assertGone, holding, inUse, isPending } from './held-requests.ts'
import { accountSends, holdWrite, type WriteLease } from './write-lease.ts'
import { mayChange } from './may-change.ts'
import { newMemberships } from './new-memberships.ts'
import type { SendRequestRow } from './send-request.ts'
import { withKin } from './with-kin.ts'
import {
  changesOf,
  readWrite,
  type Change,
  type KnownWrite,
  type WriteEffect,
} from '../adapters/write-rule.ts'
import { readWrittenBody } from './written-body.ts'

/**
 * Applies the rules of the model's own writes to forwarded ones: they change neither a campaign that waits for approval or is scheduled nor
 * its recipients, and none overlaps a sending. While anything waits, a write is rejected if neither its path nor its body shows what it changes.
 */
export function createWriteGuard(context: EmailMarketingContext): GuardWrite {
  const { watchSending } = context
  return (write) => {
    const adapter = ADAPTERS.get(write.connection.providerSlug)
    if (!adapter) return undefined
    const known = readWrite(adapter.forwardedWrites, write.method, write.path)
    return known.effect === 'none' || takesOut(known, write, MAX_READ_FIRST)
      ? undefined
      : () => admit(context, write, { adapter, known, watchSending })
  }
}

/** Larger bodies are read only before a write that would otherwise wait for a sending. */
const MAX_READ_FIRST = 64 * 1024

/** Whether a write only removes or unsubscribes contacts, which must always work at once. @param maxBytes of a body that is read */
function takesOut(known: KnownWrite, write: ForwardedWrite, maxBytes: number): boolean {
  if (!known.inBody || !Buffer.isBuffer(write.body) || write.body.length > maxBytes) return false
  const changes = changesOf(known, readWrittenBody(write))
  return changes.length > 0 && changes.every(({ effect }) => effect === 'none')
}

interface Understood {
  readonly adapter: MarketingAdapter
  readonly known: KnownWrite
  readonly watchSending: WatchSending
}

/** Effects that wait for the end of a sending, instead of being rejected. */
const WAITING: ReadonlySet<WriteEffect> = new Set(['deferred', 'membership', 'tags'])

/** Admits a write if nothing that waits forbids it. Finding that out may take calls of its own, for which a sending does not wait either. */
async function admit(
  context: EmailMarketingContext,
  write: ForwardedWrite,
  understood: Understood,
): Promise<AdmittedWrite | null> {
  const { accountLeases } = withKin(context.store, understood.adapter.kin)
  const account = accountOf(write.connection)
  const left = new AbortController()
  write.client.setAbortCallback({ onAbort: () => left.abort() })
  for (;;) {
    const lease = await enter(understood.known, write, (waits) =>
      holdWrite(accountLeases, account, { waits, signal: left.signal }),
    )
    if (!lease) return null
    const awaited = new AbortController()
    const watch = (giveWay: () => void) => understood.watchSending(account, () => lease.isAwaited(), giveWay)
    const end = watch(() => awaited.abort())
    try {
      await assertFree(context, write, understood, AbortSignal.any([left.signal, awaited.signal]))
      return admitted(lease, watch)
    } catch (error) {
      await lease.release()
      if (!awaited.signal.aborted || left.signal.aborted) throw error
    } finally {
      end()
    }
  }
}

/** Enters a write; null if it needs no lease. @throws ProblemError campaign_busy, request_canceled */
async function enter(
  known: KnownWrite,
  write: ForwardedWrite,
  hold: (waits: boolean) => Promise<WriteLease>,
): Promise<WriteLease | null> {
  try {
    return await hold(false)
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'campaign_busy')) throw error
    if (takesOut(known, write, Infinity)) return null
    if (!WAITING.has(known.effect)) throw error
    return hold(true)
  }
}

interface Concerned {
  readonly request: SendRequestRow
  readonly refusal: ProblemError
}

/** @throws ProblemError campaign_in_use, segment_in_use, request_canceled */
async function assertFree(
  context: EmailMarketingContext,
  write: ForwardedWrite,
  { adapter, known }: Understood,
  signal: AbortSignal,
): Promise<void> {
  if (known.effect === 'deferred') return
  const { principal, connection } = write
  const { store, sentRequests } = context
  const requests = await holding({
    connection,
    sendRequests: withKin(store, adapter.kin).sendRequests,
    now: () => context.now(),
  })
  const held = requests.filter((one) => !sentRequests.has(one))
  if (held.length === 0) return
  const changes = changesOf(known, known.inBody ? readWrittenBody(write) : {})
  const concernedBy = (all: readonly Change[]): Concerned[] =>
    held.flatMap((request) => {
      const change = all.find((one) => mayChange(request, one, connection.providerSlug))
      return change ? [{ request, refusal: inUse(codeOf(change), request, change.howToRead) }] : []
    })
  let concerned = concernedBy(changes)
  if (concerned.length === 0) return
  const connected = { connectionId: connection.id, accountId: connection.account.id }
  const account = await getClientOf(context, principal, connected, signal)
  if (changes.some(({ contact }) => contact !== undefined))
    concerned = concernedBy(await newMemberships(account, changes))
  for (const { request, refusal } of concerned) if (isPending(request)) throw refusal
  for (const { request, refusal } of concerned) await assertGone(account, request, refusal)
}

const OF_SEGMENTS: ReadonlySet<WriteEffect> = new Set(['segment', 'membership', 'tags'])

const codeOf = ({ effect }: Change): 'segment_in_use' | 'campaign_in_use' =>
  OF_SEGMENTS.has(effect) ? 'segment_in_use' : 'campaign_in_use'

function admitted(lease: WriteLease, watch: (giveWay: () => void) => () => void): AdmittedWrite {
  return {
    assertMayBegin: () => lease.assertMayBegin(),
    leftMs: () => lease.leftMs(),
    release: () => void lease.release(),
    expireLater: () => void lease.expireLater(),
    onAwaited: (giveWay) => watch(() => giveWay(accountSends())),
  }
}
