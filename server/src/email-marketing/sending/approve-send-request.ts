import type { Campaign, ApproveSendRequestInput } from '@letterlock/sdk/wire.ts'
import type { Principal } from '../../workspaces/principal.ts'
import type { EmailMarketingContext } from '../context.ts'
import {
  approvalData,
  approvalUrlOf,
  mayApprove,
  type SendRequestRecord,
  type SendRequestRow,
} from './send-request.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { withCampaign } from './campaign-lease.ts'
import { checkCampaign, type Checked } from './check-campaign.ts'
import { getClientOf, type AccountClient } from '../get-account-client.ts'
import { assertSendTime } from './send-time.ts'
import { countNewRecipients, hashRecipients, MAX_COMPARED, recipientsIn } from './recipient-hashes.ts'
import { assertNoneChanges } from './segment-lease.ts'
import { inQuotes, isTyped } from '../html/visible-text.ts'
import { awaitWrites } from './write-lease.ts'

export interface SendOptions {
  /** Aborted when the client has disconnected; then nothing more is sent. */
  readonly signal: AbortSignal
  /** Whether a user has typed the approval text in a form, whatever the principal is. */
  readonly saidByUser?: boolean
}

/** The share by which the number of recipients may differ since the request, and the share of new ones: contacts change while a user decides. */
const COUNT_MAY_DIFFER = 0.01

const THE_KEY_OR_A_USER = 'The secret key that asked for it, or a signed-in user,'

/**
 * Sends the campaign of a request if it is still what the user was shown: content, segments and recipients are compared again right before.
 * The request is marked as approved before the provider is called, so that nothing is sent twice; a second approval only returns the campaign.
 * @throws ProblemError send_request_not_found, send_request_expired, send_request_used, send_request_declined, approval_text_mismatch, user_approval_required,
 * send_request_replaced, campaign_changed, campaign_not_ready, campaign_not_draft, campaign_busy, invalid_send_time, and as `getClientOf`
 */
export async function approveSendRequest(
  context: EmailMarketingContext,
  principal: Principal,
  { id, approvalText }: ApproveSendRequestInput & { readonly id: string },
  { signal, saidByUser = principal.kind === 'user' }: SendOptions,
): Promise<Campaign> {
  const sendRequest = await findSendRequest(context, principal, id)
  const approvalUrl = approvalUrlOf(context.publicUrl(), id)
  if (sendRequest.byUser && !saidByUser)
    throw new ProblemError('user_approval_required', { facts: { approvalUrl } })
  if (!mayApprove(principal, sendRequest))
    throw new ProblemError('user_approval_required', { facts: { approvalUrl, approver: THE_KEY_OR_A_USER } })
  const account = await getClientOf(context, principal, sendRequest, signal)
  if (sendRequest.usedAt !== null)
    return asItIs(await account.adapter.campaign(account.api, sendRequest.campaignId))
  if (sendRequest.declinedAt !== null) throw new ProblemError('send_request_declined')
  if (sendRequest.expiresAt <= context.now().getTime()) throw new ProblemError('send_request_expired')
  assertNamed(sendRequest, approvalText)
  return withCampaign(account, sendRequest.campaignId, { purpose: 'send' }, (assertHeld) =>
    send(context, principal, { account: account.asApproval(), sendRequest, assertHeld }),
  )
}

interface Approved {
  readonly account: AccountClient
  readonly sendRequest: SendRequestRow
  /** @throws ProblemError campaign_busy */
  readonly assertHeld: () => Promise<void>
}

/** Sends while the campaign is held: no other request changes or sends it between the comparison and the provider's response. */
async function send(
  context: EmailMarketingContext,
  principal: Principal,
  { account, sendRequest, assertHeld }: Approved,
): Promise<Campaign> {
  const { adapter, api } = account
  const { id, workspaceId, connectionId, campaignId } = sendRequest
  await assertNoneChanges(account, sendRequest.segments)
  await awaitWrites(account)
  const checked = await checkCampaign(account, campaignId)
  assertUnchanged(sendRequest, checked)
  await assertSameRecipients(context, account, { sendRequest, campaign: checked.campaign })
  const at = sendRequest.scheduledAt === null ? null : new Date(sendRequest.scheduledAt)
  const data = approvalData({ ...sendRequest, campaignName: checked.campaign.name })
  const { sendRequests } = context.store
  await assertHeld()
  const now = context.now().getTime()
  // The provider would treat a past time as now.
  if (at) assertSendTime(at, now, adapter.capabilities.sendTimeStepMinutes)
  const approved = {
    type: 'campaign.send_approved',
    connectionId,
    actor: principal.principalId,
    data,
  } as const
  if (!(await sendRequests.take(workspaceId, id, approved, now)))
    throw new ProblemError(await whyNotTaken(context, sendRequest, now))
  await adapter.sendCampaign(api, checked.campaign, at)
  const type = at ? 'campaign.scheduled' : 'campaign.sent'
  await api.afterCalls(() =>
    sendRequests.conclude(workspaceId, id, { ...approved, type }, context.now().getTime()),
  )
  return adapter.campaign(api, campaignId)
}

const NOT_TAKEN = [
  'send_request_not_found',
  'send_request_used',
  'send_request_declined',
  'send_request_expired',
  'send_request_replaced',
] as const

async function whyNotTaken(
  { store }: Pick<EmailMarketingContext, 'store'>,
  { workspaceId, id, expiresAt }: SendRequestRow,
  now: number,
): Promise<(typeof NOT_TAKEN)[number]> {
  const current = await store.sendRequests.find(workspaceId, id)
  if (!current) return 'send_request_not_found'
  if (current.usedAt !== null) return 'send_request_used'
  if (current.declinedAt !== null) return 'send_request_declined'
  return expiresAt <= now ? 'send_request_expired' : 'send_request_replaced'
}

/** @throws ProblemError send_request_not_found */
export async function findSendRequest(
  { store }: Pick<EmailMarketingContext, 'store'>,
  principal: Principal,
  id: string,
): Promise<SendRequestRow> {
  const sendRequest = await store.sendRequests.find(principal.workspaceId, id)
  if (!sendRequest) throw new ProblemError('send_request_not_found')
  return sendRequest
}

const GONE_OUT: ReadonlySet<Campaign['status']> = new Set(['scheduled', 'sending', 'sent'])

/** The result of a second approval: the campaign. @throws ProblemError send_request_used if it was not sent */
function asItIs(campaign: Campaign): Campaign {
  if (GONE_OUT.has(campaign.status)) return campaign
  throw new ProblemError('send_request_used')
}

/** @throws ProblemError approval_text_mismatch */
function assertNamed({ approvalText: name }: SendRequestRecord, given: string): void {
  if (!isTyped(given, name))
    throw new ProblemError('approval_text_mismatch', { facts: { expected: inQuotes(name) } })
}

function assertUnchanged(
  { digest, recipientCount: before }: SendRequestRecord,
  { blockers, ...now }: Checked,
): void {
  const differs =
    (before === null) !== (now.recipientCount === null) ||
    Math.abs((now.recipientCount ?? 0) - (before ?? 0)) > (before ?? 0) * COUNT_MAY_DIFFER
  if (now.digest !== digest || differs) throw new ProblemError('campaign_changed')
  if (blockers.length > 0)
    throw new ProblemError('campaign_not_ready', { facts: { blockers: blockers.join('; ') } })
}

/**
 * Asserts that the recipients are still those that the user saw, apart from a few that joined or left meanwhile. More than `MAX_COMPARED`
 * are not compared one by one.
 * @throws ProblemError campaign_changed
 */
async function assertSameRecipients(
  { store }: Pick<EmailMarketingContext, 'store'>,
  account: AccountClient,
  {
    sendRequest: { workspaceId, id },
    campaign,
  }: { readonly sendRequest: SendRequestRow; readonly campaign: Campaign },
): Promise<void> {
  const before = await store.sendRequests.recipientHashes(workspaceId, id)
  if (before === null) return
  const mayJoin = Math.floor(recipientsIn(before) * COUNT_MAY_DIFFER)
  const now = await hashRecipients(account, campaign, { salt: id, most: MAX_COMPARED + mayJoin })
  if (now === null || countNewRecipients(before, now) > mayJoin) throw new ProblemError('campaign_changed')
}
