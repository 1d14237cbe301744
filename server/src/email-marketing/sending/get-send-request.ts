import type { EmailMarketingContext } from '../context.ts'
import type { SendRequest } from '@letterlock/sdk/wire.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { checkAsItIs, shownCheck, type Checked } from './check-campaign.ts'
import { getClientOf, type AccountClient } from '../get-account-client.ts'
import { findSendRequest } from './approve-send-request.ts'
import { withoutMisleadingIn } from '../../kernel/foreign-text.ts'
import { outlookText } from '../html/outlook-text.ts'
import { plainText } from '../html/plain-text.ts'
import { sendingZone } from './sending-zone.ts'
import { approvalUrlOf, statusOf, type SendRequestRow } from './send-request.ts'

/** Characters. */
const EXCERPT = 500

/**
 * What would be sent, as it is now: for the user who decides. Also of a campaign that has gone out since, which blocks a request that was not
 * approved.
 * @throws ProblemError send_request_not_found, resource_not_found, and as `getAccountClient`
 */
export async function getSendRequest(
  context: EmailMarketingContext,
  principal: Principal,
  id: string,
  signal: AbortSignal,
): Promise<SendRequest> {
  const row = await findSendRequest(context, principal, id)
  const account = await getClientOf(context, principal, row, signal)
  const { adapter, api } = account
  const checked = await checkAsItIs(account, await adapter.campaign(api, row.campaignId))
  return toSendRequest(context, account, row, row.usedAt === null ? checked : { ...checked, blockers: [] })
}

/** As the API shows it, and the user reads it: nothing in it hides or reorders text, but for the email itself. */
export async function toSendRequest(
  { store, now, publicUrl }: Pick<EmailMarketingContext, 'store' | 'now' | 'publicUrl'>,
  account: AccountClient,
  row: SendRequestRow,
  checked: Checked,
): Promise<SendRequest> {
  const { provider, accountName } = await account.source()
  const { id, connectionId, scheduledAt, approvalText, expiresAt, requestedById } = row
  const shown = {
    ...shownCheck(checked),
    id,
    approvalUrl: approvalUrlOf(publicUrl(), id),
    connectionId,
    provider,
    accountName,
    status: statusOf(row, now().getTime()),
    requestedBy: await store.events.nameOf(requestedById),
    scheduledAt: scheduledAt === null ? null : new Date(scheduledAt).toISOString(),
    timeZone: scheduledAt === null ? null : await sendingZone(account),
    approvalText,
    excerpt: (plainText(checked.html) || (checked.plainText ?? '')).slice(0, EXCERPT).toWellFormed(),
    previewText: checked.previewText,
    plainText: checked.plainText,
    outlookText: outlookText(checked.html),
    linkHosts: [...(checked.linkHosts?.hosts ?? [])],
    linkHostCount: checked.linkHosts?.count ?? null,
    expiresAt: new Date(expiresAt).toISOString(),
  }
  return { ...withoutMisleadingIn(shown), html: checked.html }
}
