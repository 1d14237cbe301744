import { ProblemError } from '../../kernel/errors.ts'
import { HOUR } from '../../kernel/time.ts'
import { accountKey, accountOf, type AccountRef } from './account-ref.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { SendRequestRow } from './send-request.ts'
import type { HoldingRequests } from './with-kin.ts'

/* The send requests of an account that hold what they name: they wait for a person, or for their time. */

/** Sending at once may take a provider so long. */
const SENDING_MS = HOUR

export const isPending = ({ usedAt }: SendRequestRow): boolean => usedAt === null

/** The client's fourth request within an hour for the same campaign or segment, of which nothing was approved, holds nothing. */
const MOST_IN_VAIN = 3

type Account = Pick<AccountClient, 'sendRequests' | 'now'> & {
  readonly connection: Parameters<typeof accountOf>[0]
}

/**
 * Those that can be approved, and those that are approved and may not have gone out. A client that asks again and again without a person who
 * approves does not lock a segment with it; its requests can still be approved, and what has changed is noticed.
 */
export async function holding({ connection, sendRequests, now }: Account): Promise<SendRequestRow[]> {
  const account = accountOf(connection)
  const at = now().getTime()
  const requests = await sendRequests.holding(account, { now: at, approvedSince: at - SENDING_MS })
  if (!requests.some(isPending)) return requests
  const ended = await endedIn(distinctAccounts(requests.filter(isPending)), sendRequests, at)
  const inVain = (request: SendRequestRow): number => ended.filter((one) => isRepeated(one, request)).length
  return requests.filter((request) => !isPending(request) || inVain(request) < MOST_IN_VAIN)
}

const distinctAccounts = (requests: readonly SendRequestRow[]): AccountRef[] => [
  ...new Map(requests.map((one) => [accountKey(one), one])).values(),
]

/** @param at epoch milliseconds */
async function endedIn(
  accounts: readonly AccountRef[],
  sendRequests: HoldingRequests,
  at: number,
): Promise<SendRequestRow[]> {
  const ended = accounts.map((account) =>
    sendRequests.endedUnapproved(account, { now: at, since: at - HOUR }),
  )
  return (await Promise.all(ended)).flat()
}

const isRepeated = (one: SendRequestRow, request: SendRequestRow): boolean =>
  one.requestedById === request.requestedById &&
  (one.campaignId === request.campaignId ||
    request.segments.some(({ id }) => one.segments.some((segment) => segment.id === id)))

/** What a request holds cannot be changed. @param howToRead see `Change` */
export const inUse = (
  code: 'campaign_in_use' | 'segment_in_use',
  { campaignId }: SendRequestRow,
  howToRead?: string,
): ProblemError => new ProblemError(code, { facts: { campaignId, howToRead } })

/** One that is approved holds what it names until it has gone out, or is unscheduled. @throws ProblemError refusal */
export async function assertGone(
  account: AccountClient,
  request: SendRequestRow,
  refusal: ProblemError,
): Promise<void> {
  if (account.sentRequests.has(request)) return
  const asked = await clientFor(account, request, refusal)
  const { adapter, api, connection, accountLeases, sentRequests } = asked
  const { campaignId } = request
  if (await accountLeases.isSending(accountOf(connection), campaignId)) throw refusal
  try {
    const { status } = await adapter.campaign(api, campaignId)
    if (status === 'scheduled' || status === 'sending') throw refusal
    if (status === 'sent') sentRequests.add(request)
  } catch (error) {
    // A connection that may not read campaigns cannot see that it is gone.
    if (error instanceof ProblemError && error.code === 'permission_denied') throw refusal
    if (!(error instanceof ProblemError && error.code === 'resource_not_found')) throw error
  }
}

/** A campaign of another account is asked for there: in this one, its ID may be that of another. @throws ProblemError refusal */
async function clientFor(
  account: AccountClient,
  request: SendRequestRow,
  refusal: ProblemError,
): Promise<AccountClient> {
  if (accountKey(request) === accountKey(accountOf(account.connection))) return account
  try {
    return await account.clientOf(request)
  } catch (error) {
    // The principal may not see that it is gone.
    throw error instanceof ProblemError ? refusal : error
  }
}
