import { ProblemError } from '../../kernel/errors.ts'
import { HOUR } from '../../kernel/time.ts'
import { accountKey, accountOf, type AccountRef } from './account-ref.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { SendRequestRow } from './send-request.ts'
import type { HoldingRequests } from './with-kin.ts'

/* The send requests of an account that hold their campaign and segments: they wait for a user's approval, or for their time. */

/** How long a provider may take to send at once. */
const SENDING_MS = HOUR

export const isPending = ({ usedAt }: SendRequestRow): boolean => usedAt === null

/** After this many requests of a client within an hour for the same campaign or segment without an approval, further ones hold nothing. */
const MOST_IN_VAIN = 3

type Account = Pick<AccountClient, 'sendRequests' | 'now'> & {
  readonly connection: Parameters<typeof accountOf>[0]
}

/**
 * The requests that can be approved, and the approved ones that may not have been sent. A client that repeats requests without an approval
 * does not lock a segment; its requests can still be approved, and changes are noticed.
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

/** The error for a change of what a request holds. @param howToRead see `Change` */
export const inUse = (
  code: 'campaign_in_use' | 'segment_in_use',
  { campaignId }: SendRequestRow,
  howToRead?: string,
): ProblemError => new ProblemError(code, { facts: { campaignId, howToRead } })

/** Asserts that an approved request no longer holds anything: its campaign was sent or unscheduled. @throws ProblemError refusal */
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
    // A connection without permission to read campaigns cannot see that it was sent.
    if (error instanceof ProblemError && error.code === 'permission_denied') throw refusal
    if (!(error instanceof ProblemError && error.code === 'resource_not_found')) throw error
  }
}

/** The client of the request's own account: in another account, the same ID may mean another campaign. @throws ProblemError refusal */
async function clientFor(
  account: AccountClient,
  request: SendRequestRow,
  refusal: ProblemError,
): Promise<AccountClient> {
  if (accountKey(request) === accountKey(accountOf(account.connection))) return account
  try {
    return await account.clientOf(request)
  } catch (error) {
    // The principal cannot see that it was sent.
    throw error instanceof ProblemError ? refusal : error
  }
}
