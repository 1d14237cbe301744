import type { EmailMarketingContext } from '../context.ts'
import type { SendRequest } from '@letterlock/sdk/wire.ts'
import { ProblemError, type ErrorCode } from '../../kernel/errors.ts'
import type { Phrase } from '../../kernel/error-words/phrases.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { getConnection } from '../../connections/get-connection.ts'
import { checkAsItIs, shownCheck, type Checked, type ShownCampaign } from './check-campaign.ts'
import { getClientOf, type AccountClient } from '../get-account-client.ts'
import { findSendRequest } from './approve-send-request.ts'
import { withoutMisleadingIn } from '../../kernel/foreign-text.ts'
import { outlookText } from '../html/outlook-text.ts'
import { plainText } from '../html/plain-text.ts'
import { sendingZone } from './sending-zone.ts'
import { approvalUrlOf, statusOf, type SendRequestRow } from './send-request.ts'
import { withoutCampaign } from './without-campaign.ts'

/** Maximum length of the excerpt. */
const EXCERPT = 500

/** Errors after which nothing of a campaign can be read. */
const GONE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['resource_not_found', 'connection_disconnected'])

/**
 * A send request with what would be sent now, for the user who decides. Also for a campaign that was sent since, which blocks a request that
 * was not approved. If the campaign is gone, a request that can no longer be approved is returned as it was created.
 * @throws ProblemError send_request_not_found, resource_not_found, and as `getAccountClient`
 */
export async function getSendRequest(
  context: EmailMarketingContext,
  principal: Principal,
  id: string,
  signal: AbortSignal,
): Promise<SendRequest> {
  const row = await findSendRequest(context, principal, id)
  try {
    return await readAsItIs(context, principal, row, signal)
  } catch (error) {
    const isOver = statusOf(row, context.now().getTime()) !== 'pending'
    if (!isOver || !(error instanceof ProblemError && GONE.has(error.code))) throw error
    const { providerSlug, account } = await getConnection(context, principal, row.connectionId)
    const of = { provider: providerSlug, accountName: account.name, timeZone: null }
    return show(context, row, withoutCampaign(row, context.now().getTime()), of)
  }
}

async function readAsItIs(
  context: EmailMarketingContext,
  principal: Principal,
  row: SendRequestRow,
  signal: AbortSignal,
): Promise<SendRequest> {
  const account = await getClientOf(context, principal, row, signal)
  const { adapter, api } = account
  const checked = await checkAsItIs(account, await adapter.campaign(api, row.campaignId))
  return toSendRequest(context, account, row, { ...checked, blockers: blockersOf(row, checked) })
}

/** A campaign may change at the provider while it waits: then what is shown is not what was requested, and would not be sent. */
function blockersOf({ usedAt, digest }: SendRequestRow, checked: Checked): string[] {
  if (usedAt !== null) return []
  const { blockers } = checked
  return blockers.length === 0 && checked.digest !== digest ? [CHANGED] : [...blockers]
}

const CHANGED: Phrase = 'it has changed since it was asked for'

/** Adds the account's name and time zone. */
export async function toSendRequest(
  context: ShowContext,
  account: AccountClient,
  row: SendRequestRow,
  checked: ShownCampaign,
): Promise<SendRequest> {
  const { provider, accountName } = await account.source()
  const timeZone = row.scheduledAt === null ? null : await sendingZone(account)
  return show(context, row, checked, { provider, accountName, timeZone })
}

type ShowContext = Pick<EmailMarketingContext, 'store' | 'now' | 'publicUrl'>

/** The request as the API returns it and the user reads it: without characters that hide or reorder text, except in the email itself. */
async function show(
  { store, now, publicUrl }: ShowContext,
  row: SendRequestRow,
  checked: ShownCampaign,
  { provider, accountName, timeZone }: Pick<SendRequest, 'provider' | 'accountName' | 'timeZone'>,
): Promise<SendRequest> {
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
    timeZone,
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
