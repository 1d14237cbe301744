import type { PreparedSending } from '@letterlock/client/wire.ts'
import type { Caller } from '../core/caller.ts'
import type { ForwardParts } from '../core/forward-request.ts'
import { isAllowed } from '../core/access-needed.ts'
import { HubError } from '../errors.ts'
import { hashToken, newRandomToken } from '../id.ts'
import { MINUTE } from '../time.ts'
import { checkCampaign } from './check-campaign.ts'
import { nameToType } from './name-to-type.ts'
import { openAccount } from './open-account.ts'
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
  readonly byPerson: boolean
}

/**
 * Looks at what would go out and to whom, and makes a confirmation for exactly that: it works once, for ten minutes. Nothing is sent.
 * @throws HubError access_not_allowed, campaign_not_draft, campaign_not_ready, sending_time_refused, and what `openAccount` throws
 */
export async function prepareSending(
  parts: ForwardParts,
  caller: Caller,
  { connectionId, campaign: id, sendAt, byPerson }: SendingWanted,
  signal: AbortSignal,
): Promise<PreparedSending> {
  const { ports } = parts
  const account = await openAccount(parts, caller, connectionId, signal)
  if (!isAllowed(account.connection.access, 'send'))
    throw new HubError('access_not_allowed', { facts: { needs: 'send' } })
  const now = ports.now().getTime()
  if (sendAt) assertTime(sendAt, now, account.adapter.capabilities.sendingMinutes)
  const { html, digest, ...check } = await checkCampaign(account, id)
  if (check.problems.length > 0)
    throw new HubError('campaign_not_ready', { facts: { problems: check.problems.join('; ') } })
  const confirmation = newRandomToken()
  const expiresAt = now + LIFETIME_MS
  const name = nameToType(check)
  const sending = {
    workspaceId: caller.workspaceId,
    connectionId,
    actor: caller.keyId,
    byPerson,
    campaign: id,
    audienceNames: check.audienceNames,
    nameToType: name,
    recipients: check.recipients,
    digest,
    sendAt: sendAt && sendAt.getTime(),
    expiresAt,
  }
  await ports.store.confirmations.insert(sending, hashToken(confirmation))
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
  if (problem) throw new HubError('sending_time_refused', { facts: { problem } })
}
