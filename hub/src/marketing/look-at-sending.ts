import type { SendingLook } from '@letterlock/client/wire.ts'
import type { Caller } from '../core/caller.ts'
import type { ForwardParts } from '../core/forward-request.ts'
import { hashToken } from '../id.ts'
import { checkCampaign } from './check-campaign.ts'
import { openAccount } from './open-account.ts'
import { findSending } from './send-campaign.ts'
import { sendingZone } from './sending-zone.ts'

/** What a confirmation is for, as it is now: for the person who decides. @throws HubError confirmation_unknown, campaign_not_draft, … */
export async function lookAtSending(
  parts: ForwardParts,
  caller: Caller,
  confirmation: string,
  signal: AbortSignal,
): Promise<SendingLook> {
  const { connectionId, campaign, sendAt, nameToType, expiresAt, usedAt, actor } = await findSending(
    parts.ports,
    caller,
    hashToken(confirmation),
  )
  const account = await openAccount(parts, caller, connectionId, signal)
  const { digest: _digest, ...check } = await checkCampaign(account, campaign)
  const { provider, account: name } = await account.source()
  return {
    ...check,
    connection: connectionId,
    provider,
    account: name,
    preparedBy: await parts.ports.store.events.nameOf(actor),
    sendAt: sendAt === null ? null : new Date(sendAt).toISOString(),
    timeZone: sendAt === null ? null : await sendingZone(account),
    nameToType,
    expiresAt: new Date(expiresAt).toISOString(),
    used: usedAt !== null || expiresAt <= parts.ports.now().getTime(),
  }
}
