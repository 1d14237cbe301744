import type { EmailMarketingContext } from '../context.ts'
import type { SendRequest } from '@letterlock/sdk/wire.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { hasPermission } from '../../providers/required-permission.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { newId } from '../../kernel/id.ts'
import { SEND_REQUEST_LIFETIME_MINUTES } from '../../kernel/limits.ts'
import { MINUTE } from '../../kernel/time.ts'
import { accountOf } from './account-ref.ts'
import { assertIsNotSent } from './campaign-lease.ts'
import { checkCampaign } from './check-campaign.ts'
import { nameToType } from './name-to-type.ts'
import { getAccountClient } from '../get-account-client.ts'
import { assertSendTime, readSendTime } from './send-time.ts'
import { sendingZone } from './sending-zone.ts'
import { toSendRequest } from './get-send-request.ts'
import { hashRecipients, MAX_COMPARED } from './recipient-hashes.ts'

export interface SendingWanted {
  readonly connectionId: string
  readonly campaignId: string
  /** ISO 8601; without an offset, a time in `timeZone`. */
  readonly scheduledAt: string | null
  /** The time zone of a time without an offset, instead of the account's own. */
  readonly timeZone?: string | null
  /** Whether only a signed-in user can approve it: true for assistants, which untrusted text could influence. */
  readonly byUser: boolean
}

/**
 * Creates a request to send exactly the current content of the campaign to its current recipients. It can be approved once, and expires.
 * Nothing is sent.
 * @throws ProblemError permission_denied, campaign_not_draft, campaign_not_ready, campaign_busy, invalid_send_time, and as `getAccountClient`
 */
export async function createSendRequest(
  context: EmailMarketingContext,
  principal: Principal,
  { connectionId, campaignId, scheduledAt: time, timeZone = null, byUser }: SendingWanted,
  signal: AbortSignal,
): Promise<SendRequest> {
  const account = await getAccountClient(context, principal, connectionId, signal)
  if (!hasPermission(account.connection.permissions, 'campaigns:send'))
    throw new ProblemError('permission_denied', { facts: { permission: 'campaigns:send' } })
  const now = context.now().getTime()
  const scheduledAt =
    time === null ? null : await readSendTime(time, async () => timeZone ?? (await sendingZone(account)))
  if (scheduledAt) assertSendTime(scheduledAt, now, account.adapter.capabilities.sendTimeStepMinutes)
  await assertIsNotSent(account, campaignId)
  const checked = await checkCampaign(account, campaignId)
  if (checked.blockers.length > 0)
    throw new ProblemError('campaign_not_ready', { facts: { blockers: checked.blockers.join('; ') } })
  const id = newId('sreq', context.now())
  const sendRequest = {
    id,
    ...accountOf(account.connection),
    connectionId,
    requestedById: principal.principalId,
    byUser,
    campaignId,
    campaignName: checked.campaign.name,
    campaignPartIds: checked.partIds,
    mergeTags: checked.mergeTags,
    audienceIds: checked.campaign.audienceIds,
    audienceNames: checked.audienceNames,
    segmentNames: checked.segmentNames,
    segments: checked.segments,
    approvalText: nameToType(checked),
    recipientCount: checked.recipientCount,
    digest: checked.digest,
    scheduledAt: scheduledAt && scheduledAt.getTime(),
    createdAt: now,
    expiresAt: now + SEND_REQUEST_LIFETIME_MINUTES * MINUTE,
  }
  const isFew = checked.recipientCount === null || checked.recipientCount <= MAX_COMPARED
  const recipientHashes = isFew ? await hashRecipients(account, checked.campaign, { salt: id }) : null
  await context.store.sendRequests.insert(sendRequest, recipientHashes, {
    type: 'campaign.send_requested',
    connectionId,
    actor: principal.principalId,
    data: {
      campaignId,
      campaignName: checked.campaign.name,
      sendRequestId: sendRequest.id,
      recipientCount: checked.recipientCount,
      scheduledAt: scheduledAt && scheduledAt.toISOString(),
    },
  })
  return toSendRequest(context, account, { ...sendRequest, usedAt: null, declinedAt: null }, checked)
}
