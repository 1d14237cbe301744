import type { Campaign, SendingConfirmation } from '@letterlock/client/wire.ts'
import type { Caller } from '../core/caller.ts'
import type { ForwardParts } from '../core/forward-request.ts'
import type { Ports, Sending } from '../core/ports.ts'
import { HubError } from '../errors.ts'
import { hashToken } from '../id.ts'
import { checkCampaign, type Checked } from './check-campaign.ts'
import { openAccount } from './open-account.ts'
import { isTyped } from './visible-text.ts'

export interface SendOptions {
  /** Aborted when the caller has left: then nothing more is sent. */
  readonly signal: AbortSignal
  /** A person has typed the name into a form, whoever the caller is. */
  readonly saidByPerson?: boolean
}

/** People come and go while somebody makes up their mind: by so much the number may differ. */
const COUNT_MAY_DIFFER = 0.01

/**
 * Sends what was prepared, if it is still what the person was shown: content and number of recipients are looked at again just before.
 * The confirmation is taken before the platform is asked, so that nothing goes out twice; given again, it only tells how the campaign is.
 * @throws HubError confirmation_unknown, confirmation_expired, confirmation_used, confirmation_refused, confirmation_by_person,
 *   campaign_changed, campaign_not_ready, campaign_not_draft, and what `openAccount` throws
 */
export async function sendCampaign(
  parts: ForwardParts,
  caller: Caller,
  { confirmation, audienceName }: SendingConfirmation,
  { signal, saidByPerson = caller.kind === 'person' }: SendOptions,
): Promise<Campaign> {
  const { ports } = parts
  const tokenHash = hashToken(confirmation)
  const sending = await findSending(ports, caller, tokenHash)
  if (sending.byPerson && !saidByPerson) throw new HubError('confirmation_by_person')
  const account = await openAccount(parts, caller, sending.connectionId, signal)
  const { adapter, api } = account
  if (sending.usedAt !== null) return asItIs(await adapter.campaign(api, sending.campaign))
  if (sending.expiresAt <= ports.now().getTime()) throw new HubError('confirmation_expired')
  assertNamed(sending, audienceName)
  const checked = await checkCampaign(account, sending.campaign)
  assertUnchanged(sending, checked)

  const { workspaceId, connectionId, campaign: id, recipients } = sending
  const event = (type: 'campaign.confirmed' | 'campaign.sent' | 'campaign.scheduled') => ({
    type,
    connectionId,
    actor: caller.keyId,
    data: { campaign: id, name: checked.campaign.name, recipients, preparedBy: sending.actor },
  })
  const { confirmations, events } = ports.store
  const now = ports.now().getTime()
  if (!(await confirmations.take(workspaceId, tokenHash, event('campaign.confirmed'), now)))
    throw new HubError('confirmation_used')
  const at = sending.sendAt === null ? null : new Date(sending.sendAt)
  await adapter.sendCampaign(api, checked.campaign, at)
  await events.record(workspaceId, event(at ? 'campaign.scheduled' : 'campaign.sent'), now)
  return adapter.campaign(api, id)
}

/** What a confirmation is for. @throws HubError confirmation_unknown */
export async function findSending(
  { store }: Pick<Ports, 'store'>,
  { workspaceId, kind, keyId }: Caller,
  tokenHash: string,
): Promise<Sending & { usedAt: number | null }> {
  const sending = await store.confirmations.find(workspaceId, tokenHash)
  // What one program has prepared is nothing to another; people see what they are asked.
  const foreign = kind === 'key' && sending?.byPerson === false && sending.actor !== keyId
  if (!sending || foreign) throw new HubError('confirmation_unknown')
  return sending
}

const GONE_OUT: ReadonlySet<Campaign['status']> = new Set(['scheduled', 'sending', 'sent'])

/** A confirmation that comes again is answered as it was the first time. @throws HubError confirmation_used: and the campaign did not go out */
function asItIs(campaign: Campaign): Campaign {
  if (GONE_OUT.has(campaign.status)) return campaign
  throw new HubError('confirmation_used')
}

/** @throws HubError confirmation_refused */
function assertNamed({ nameToType: name }: Sending, given: string): void {
  if (!isTyped(given, name)) throw new HubError('confirmation_refused', { facts: { name } })
}

function assertUnchanged({ digest, recipients: before }: Sending, { problems, ...now }: Checked): void {
  const differs =
    (before === null) !== (now.recipients === null) ||
    Math.abs((now.recipients ?? 0) - (before ?? 0)) > (before ?? 0) * COUNT_MAY_DIFFER
  if (now.digest !== digest || differs) throw new HubError('campaign_changed')
  if (problems.length > 0)
    throw new HubError('campaign_not_ready', { facts: { problems: problems.join('; ') } })
}
