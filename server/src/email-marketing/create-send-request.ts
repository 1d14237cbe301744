import type { EmailMarketingParts } from './context.ts'
import type { SendRequest } from '@letterlock/sdk/wire.ts'
import type { Principal } from '../workspaces/principal.ts'
import { hasPermission } from '../providers/required-permission.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken, newRandomToken } from '../kernel/id.ts'
import { MINUTE } from '../kernel/time.ts'
import { checkCampaign } from './check-campaign.ts'
import { nameToType } from './name-to-type.ts'
import { openAccount } from './get-account-client.ts'
import { plainText } from './plain-text.ts'
import { sendingZone } from './sending-zone.ts'

/** How long a person has to say yes. */
const LIFETIME_MS = 10 * MINUTE
/** Characters. */
const EXCERPT = 500

export interface SendingWanted {
  readonly connectionId: string
  readonly campaign: string
  readonly sendAt: Date | null
  /** Whether only somebody who is signed in can confirm it: for callers whom a text could talk into it. */
  readonly byUser: boolean
}

/**
 * Looks at what would go out and to whom, and makes a confirmation for exactly that: it works once, for ten minutes. Nothing is sent.
 * @throws ProblemError permission_denied, campaign_not_draft, campaign_not_ready, invalid_send_time, and what `openAccount` throws
 */
export async function createSendRequest(
  parts: EmailMarketingParts,
  principal: Principal,
  { connectionId, campaign: id, sendAt, byUser }: SendingWanted,
  signal: AbortSignal,
): Promise<SendRequest> {
  const { ports } = parts
  const account = await openAccount(parts, principal, connectionId, signal)
  if (!hasPermission(account.connection.permissions, 'campaigns:send'))
    throw new ProblemError('permission_denied', { facts: { permission: 'campaigns:send' } })
  const now = ports.now().getTime()
  if (sendAt) assertTime(sendAt, now, account.adapter.capabilities.sendTimeStepMinutes)
  const { html, digest, ...check } = await checkCampaign(account, id)
  if (check.problems.length > 0)
    throw new ProblemError('campaign_not_ready', { facts: { blockers: check.problems.join('; ') } })
  const confirmation = newRandomToken()
  const expiresAt = now + LIFETIME_MS
  const name = nameToType(check)
  const sendRequest = {
    workspaceId: principal.workspaceId,
    connectionId,
    actor: principal.principalId,
    byUser,
    campaign: id,
    audienceNames: check.audienceNames,
    nameToType: name,
    recipients: check.recipients,
    digest,
    sendAt: sendAt && sendAt.getTime(),
    expiresAt,
  }
  await ports.store.confirmations.insert(sendRequest, hashToken(confirmation))
  return {
    ...check,
    sendAt: sendAt && sendAt.toISOString(),
    timeZone: sendAt && (await sendingZone(account)),
    nameToType: name,
    excerpt: plainText(html).slice(0, EXCERPT).toWellFormed(),
    confirmation,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

function assertTime(at: Date, now: number, minutes: number): void {
  const problem =
    at.getTime() <= now
      ? 'it is over'
      : at.getTime() % (minutes * MINUTE) !== 0 &&
        (minutes === 1
          ? 'it must be a whole minute'
          : `it must be a multiple of ${minutes} minutes of the hour`)
  if (problem) throw new ProblemError('invalid_send_time', { facts: { problem } })
}
