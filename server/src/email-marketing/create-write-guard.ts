import { ProblemError } from '../kernel/errors.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { AdmittedWrite, ForwardedWrite, GuardWrite } from '../proxy/guard-write.ts'
import { accountOf } from './account-ref.ts'
import type { MarketingAdapter } from './adapter.ts'
import { ADAPTERS } from './adapters/index.ts'
import type { EmailMarketingContext } from './context.ts'
import { getAccountClient } from './get-account-client.ts'
import { assertGone, holding, isPending } from './held-requests.ts'
import type { SendRequestRow } from './send-request.ts'
import { createGoneRequests, type GoneRequests } from './gone-requests.ts'
import { holdWrite, type WriteLease } from './write-lease.ts'
import { mayMean, readWrite, type KnownWrite } from './write-rule.ts'

/** Between two looks whether a sending waits for a body that is still arriving. */
const LOOK_EVERY_MS = SECOND

/** Of a call in its queue. */
const QUEUED_MS = MINUTE

/**
 * Forwarded writes ask what the model's own writes ask: they change neither a campaign that waits for approval or is scheduled nor whom it goes
 * to, and none overlaps a sending. A write whose path does not name what it changes is refused while anything waits.
 */
export function createWriteGuard(context: EmailMarketingContext): GuardWrite {
  const gone = createGoneRequests()
  return (write) => {
    const adapter = ADAPTERS.get(write.connection.providerSlug)
    if (!adapter) return undefined
    const known = readWrite(adapter.forwardedWrites, write.method, write.path)
    return known.effect === 'none' ? undefined : admit(context, write, { adapter, known, gone })
  }
}

interface Known {
  readonly adapter: MarketingAdapter
  readonly known: KnownWrite
  readonly gone: GoneRequests
}

async function admit(
  context: EmailMarketingContext,
  write: ForwardedWrite,
  { adapter, known, gone }: Known,
): Promise<AdmittedWrite> {
  const { connection } = write
  const { timeoutSeconds } = definitionOf(context, connection.providerSlug).api
  const lease = await holdWrite(context.store.accountLeases, accountOf(connection), {
    waits: known.effect === 'deferred' || known.effect === 'membership',
    leaseMs: timeoutSeconds * SECOND + QUEUED_MS,
  })
  try {
    await assertFree(context, write, { adapter, known, gone })
  } catch (error) {
    await lease.release()
    throw error
  }
  return admitted(context, lease)
}

/** @throws ProblemError campaign_in_use, segment_in_use */
async function assertFree(
  context: EmailMarketingContext,
  { principal, connection }: ForwardedWrite,
  { adapter, known, gone }: Known,
): Promise<void> {
  if (known.effect === 'deferred') return
  const requests = await holding({
    connection,
    sendRequests: context.store.sendRequests,
    now: () => context.now(),
  })
  const concerned = requests.filter((request) => !gone.has(request) && concerns(request, { adapter, known }))
  if (concerned.length === 0) return
  const inUse = ({ campaignId }: SendRequestRow): ProblemError =>
    new ProblemError(isAboutSegment(known) ? 'segment_in_use' : 'campaign_in_use', { facts: { campaignId } })
  for (const request of concerned) if (isPending(request)) throw inUse(request)
  const account = await getAccountClient(context, principal, connection.id, new AbortController().signal)
  for (const request of concerned) {
    await assertGone(account, request, inUse(request))
    gone.add(request)
  }
}

const isAboutSegment = ({ effect }: KnownWrite): boolean => effect === 'segment' || effect === 'membership'

/** Whether a write may change what was shown in this request. */
function concerns(request: SendRequestRow, { adapter, known: { effect, id } }: Omit<Known, 'gone'>): boolean {
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
  return {
    release: () => void lease.release().catch(failed),
    expireLater: () => void lease.expireLater().catch(failed),
    onAwaited(giveWay) {
      const look = async (): Promise<void> => {
        if (!(await lease.isAwaited())) return
        clearInterval(looking)
        giveWay(new ProblemError('campaign_busy', { facts: { what: 'A campaign of this account' } }))
      }
      const looking = setInterval(() => void look().catch(failed), LOOK_EVERY_MS)
      looking.unref()
      return () => clearInterval(looking)
    },
  }
}
