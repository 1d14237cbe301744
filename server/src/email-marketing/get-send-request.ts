import type { EmailMarketingParts } from './context.ts'
import type { SendRequestDetails } from '@letterlock/sdk/wire.ts'
import type { Principal } from '../workspaces/principal.ts'
import { hashToken } from '../kernel/id.ts'
import { checkCampaign } from './check-campaign.ts'
import { openAccount } from './get-account-client.ts'
import { findSendRequest } from './approve-send-request.ts'
import { sendingZone } from './sending-zone.ts'

/** What a confirmation is for, as it is now: for the person who decides. @throws ProblemError send_request_not_found, campaign_not_draft, … */
export async function getSendRequest(
  parts: EmailMarketingParts,
  principal: Principal,
  confirmation: string,
  signal: AbortSignal,
): Promise<SendRequestDetails> {
  const { connectionId, campaign, sendAt, nameToType, expiresAt, usedAt, actor } = await findSendRequest(
    parts.ports,
    principal,
    hashToken(confirmation),
  )
  const account = await openAccount(parts, principal, connectionId, signal)
  const { digest: _digest, ...check } = await checkCampaign(account, campaign)
  const { provider, account: name } = await account.source()
  return {
    ...check,
    connection: connectionId,
    provider,
    account: name,
    requestedBy: await parts.ports.store.events.nameOf(actor),
    sendAt: sendAt === null ? null : new Date(sendAt).toISOString(),
    timeZone: sendAt === null ? null : await sendingZone(account),
    nameToType,
    expiresAt: new Date(expiresAt).toISOString(),
    used: usedAt !== null || expiresAt <= parts.ports.now().getTime(),
  }
}
