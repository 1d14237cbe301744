import { ProblemError } from '../kernel/errors.ts'
import { HOUR } from '../kernel/time.ts'
import { accountOf } from './account-ref.ts'
import type { AccountClient } from './get-account-client.ts'
import type { SendRequestRow } from './send-request.ts'

/* The send requests of an account that hold what they name: they wait for a person, or for their time. */

/** Sending at once may take a provider so long. */
const SENDING_MS = HOUR

export const isPending = ({ usedAt }: SendRequestRow): boolean => usedAt === null

/** Those that can be approved, and those that are approved and may not have gone out. */
export function holding({
  connection,
  sendRequests,
  now,
}: Pick<AccountClient, 'sendRequests' | 'now'> & {
  readonly connection: Parameters<typeof accountOf>[0]
}): Promise<SendRequestRow[]> {
  const at = now().getTime()
  return sendRequests.holding(accountOf(connection), { now: at, approvedSince: at - SENDING_MS })
}

/** One that is approved holds what it names until it has gone out, or is unscheduled. @throws ProblemError inUse */
export async function assertGone(
  { adapter, api, connection, accountLeases }: AccountClient,
  { campaignId }: SendRequestRow,
  inUse: ProblemError,
): Promise<void> {
  if (await accountLeases.isSending(accountOf(connection), campaignId)) throw inUse
  try {
    const { status } = await adapter.campaign(api, campaignId)
    if (status === 'scheduled' || status === 'sending') throw inUse
  } catch (error) {
    // A connection that may not read campaigns cannot see that it is gone.
    if (error instanceof ProblemError && error.code === 'permission_denied') throw inUse
    if (!(error instanceof ProblemError && error.code === 'resource_not_found')) throw error
  }
}
