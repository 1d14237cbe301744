import { ProblemError } from '../kernel/errors.ts'
import { SECOND } from '../kernel/time.ts'
import type { AdmittedWrite, ForwardedWrite, GuardWrite } from '../proxy/guard-write.ts'
import { accountOf } from './account-ref.ts'
import type { MarketingAdapter } from './adapter.ts'
import { ADAPTERS } from './adapters/index.ts'
import type { EmailMarketingContext } from './context.ts'
import { getAccountClient } from './get-account-client.ts'
import { assertGone, holding, inUse, isPending } from './held-requests.ts'
import type { SendRequestRow } from './send-request.ts'
import { holdWrite, type WriteLease } from './write-lease.ts'
import { mayMean, readWrite, type KnownWrite } from './write-rule.ts'

/** Between two looks whether a sending waits for a body that is still arriving. */
const LOOK_EVERY_MS = SECOND

/**
 * Forwarded writes ask what the model's own writes ask: they change neither a campaign that waits for approval or is scheduled nor whom it goes
 * to, and none overlaps a sending. A write whose path does not name what it changes is refused while anything waits.
 */
export function createWriteGuard(context: EmailMarketingContext): GuardWrite {
  return (write) => {
    const adapter = ADAPTERS.get(write.connection.providerSlug)
    if (!adapter) return undefined
    const change = readWrite(adapter.forwardedWrites, write.method, write.path)
    return change.effect === 'none' ? undefined : admit(context, write, { adapter, change })
  }
}

interface Understood {
  readonly adapter: MarketingAdapter
  readonly change: KnownWrite
}

async function admit(
  context: EmailMarketingContext,
  write: ForwardedWrite,
  understood: Understood,
): Promise<AdmittedWrite> {
  const { effect } = understood.change
  const left = new AbortController()
  write.client.setAbortCallback({ onAbort: () => left.abort() })
  const lease = await holdWrite(context.store.accountLeases, accountOf(write.connection), {
    waits: effect === 'deferred' || effect === 'membership',
    signal: left.signal,
  })
  try {
    await assertFree(context, write, understood, left.signal)
  } catch (error) {
    await lease.release()
    throw error
  }
  return admitted(context, lease)
}

/** @throws ProblemError campaign_in_use, segment_in_use, request_canceled */
async function assertFree(
  context: EmailMarketingContext,
  { principal, connection }: ForwardedWrite,
  understood: Understood,
  signal: AbortSignal,
): Promise<void> {
  const { effect } = understood.change
  if (effect === 'deferred') return
  const { store, sentRequests } = context
  const requests = await holding({
    connection,
    sendRequests: store.sendRequests,
    now: () => context.now(),
  })
  const concerned = requests.filter((one) => !sentRequests.has(one) && concerns(one, understood))
  if (concerned.length === 0) return
  const code = effect === 'segment' || effect === 'membership' ? 'segment_in_use' : 'campaign_in_use'
  for (const request of concerned) if (isPending(request)) throw inUse(code, request)
  const account = await getAccountClient(context, principal, connection.id, signal)
  for (const request of concerned) await assertGone(account, request, inUse(code, request))
}

/** Whether a write may change what was shown in this request. */
function concerns(request: SendRequestRow, { adapter, change: { effect, id } }: Understood): boolean {
  const { campaignId, segments } = request
  const names = (segmentId: string): boolean => id !== null && mayMean(id, segmentId)
  const isNamed = segments.some((segment) => names(segment.id) || segment.parts.some(names))
  switch (effect) {
    case 'none':
    case 'deferred':
      return false
    case 'campaign':
      return id === null || mayMean(id, campaignId)
    case 'segment':
      return isNamed
    case 'membership':
      // A time is approved, and people come and go until then.
      if (!isPending(request)) return false
      if (id !== null) return isNamed
      return adapter.segmentsAre === 'lists'
        ? segments.length > 0
        : segments.some(({ tags }) => tags === null || tags.length > 0)
    default:
      return true
  }
}

function admitted({ log }: Pick<EmailMarketingContext, 'log'>, lease: WriteLease): AdmittedWrite {
  const failed = (error: unknown): void => log.warn({ err: error }, 'a lease could not be released')
  let looking: NodeJS.Timeout | undefined
  const stopLooking = (): void => clearInterval(looking)
  return {
    release() {
      stopLooking()
      void lease.release().catch(failed)
    },
    expireLater() {
      stopLooking()
      void lease.expireLater().catch(failed)
    },
    onAwaited(giveWay) {
      const look = async (): Promise<void> => {
        if (!(await lease.isAwaited())) return
        stopLooking()
        giveWay(new ProblemError('campaign_busy', { facts: { what: 'A campaign of this account' } }))
      }
      looking = setInterval(() => void look().catch(failed), LOOK_EVERY_MS)
      looking.unref()
      return stopLooking
    },
  }
}
