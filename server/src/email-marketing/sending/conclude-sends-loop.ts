import type { Campaign } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { poll, type Poll } from '../../kernel/poll.ts'
import { HOUR, SECOND } from '../../kernel/time.ts'
import { SYSTEM, type NewEvent } from '../../workspaces/event.ts'
import { principalOfServer } from '../../workspaces/principal.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getClientOf } from '../get-account-client.ts'
import { approvalData, type SendRequestRow } from './send-request.ts'

const LOOK_EVERY_MS = 10 * SECOND
/** At once: each is a request to a provider. */
const BATCH = 20
/** A provider that cannot say it for so long is not asked again. */
const ASK_FOR_MS = HOUR

/**
 * Tells what came of approvals whose own request has not: its process has died between the provider's answer and the event, the provider
 * did not answer, or it refused. The provider is asked whether the campaign has gone out.
 */
export function startConcludeSendsLoop(context: EmailMarketingContext): Poll {
  const stopping = new AbortController()
  const polling = poll(() => concludeSends(context, stopping.signal), {
    everyMs: LOOK_EVERY_MS,
    log: context.log,
    failure: 'could not look for approvals of which nothing is told yet',
  })
  return {
    async stop() {
      stopping.abort()
      await polling.stop()
    },
  }
}

/** @param signal aborted when nothing more is to be asked */
export async function concludeSends(context: EmailMarketingContext, signal: AbortSignal): Promise<void> {
  const { sendRequests, accountLeases } = context.store
  for (const request of await sendRequests.unconcluded(BATCH)) {
    // Its request still works on it.
    if (signal.aborted || (await accountLeases.isSending(request, request.campaignId))) continue
    const outcome = await outcomeOf(context, request, signal)
    if (outcome === undefined) continue
    const { workspaceId, id } = request
    const event = outcome === null ? null : eventOf(request, outcome)
    await sendRequests.conclude(workspaceId, id, event, context.now().getTime())
  }
}

type Outcome = 'gone_out' | 'not_sent' | 'outcome_unknown'

const GONE_OUT: ReadonlySet<Campaign['status']> = new Set(['scheduled', 'sending', 'sent'])

/** @returns undefined: it is asked again later; null: there is no connection to tell of */
async function outcomeOf(
  context: EmailMarketingContext,
  request: SendRequestRow,
  signal: AbortSignal,
): Promise<Outcome | null | undefined> {
  try {
    const principal = principalOfServer(request.workspaceId)
    const { adapter, api } = await getClientOf(context, principal, request, signal)
    const { status } = await adapter.campaign(api, request.campaignId)
    return GONE_OUT.has(status) ? 'gone_out' : 'not_sent'
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.code === 'connection_not_found') return null
    if (error.code === 'resource_not_found' || error.code === 'account_replaced') return 'outcome_unknown'
    const { usedAt } = request
    return Math.abs(context.now().getTime() - (usedAt ?? 0)) > ASK_FOR_MS ? 'outcome_unknown' : undefined
  }
}

function eventOf(request: SendRequestRow, outcome: Outcome): NewEvent {
  const of = { connectionId: request.connectionId, actor: SYSTEM }
  const data = approvalData(request)
  if (outcome !== 'gone_out')
    return { ...of, type: 'campaign.send_failed', data: { ...data, reason: outcome } }
  return { ...of, type: request.scheduledAt === null ? 'campaign.sent' : 'campaign.scheduled', data }
}
