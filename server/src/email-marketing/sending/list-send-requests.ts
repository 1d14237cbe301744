import type { SendRequestSummary } from '@letterlock/sdk/wire.ts'
import { withoutMisleadingIn } from '../../kernel/foreign-text.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { Principal } from '../../workspaces/principal.ts'
import type { EmailMarketingContext } from '../context.ts'
import { approvalUrlOf, statusOf, type NamedSendRequest, type SendRequestFilter } from './send-request.ts'

/** The send requests of the last day of connections that the principal may access, newest first. The provider is not asked. */
export async function listSendRequests(
  { store, now, publicUrl }: Pick<EmailMarketingContext, 'store' | 'now' | 'publicUrl'>,
  principal: Principal,
  filter: Omit<SendRequestFilter, 'now'>,
  page: PageRequest,
): Promise<SendRequestSummary[]> {
  const at = now().getTime()
  const rows = await store.sendRequests.list(principal, { ...filter, now: at }, page)
  return rows.map((row) => withoutMisleadingIn(toSummary(row, { now: at, publicUrl: publicUrl() })))
}

function toSummary(
  row: NamedSendRequest,
  { now, publicUrl }: { readonly now: number; readonly publicUrl: string },
): SendRequestSummary {
  const { id, connectionId, provider, accountName, campaignId, campaignName, audienceNames, segmentNames } =
    row
  const { recipientCount, requestedBy, scheduledAt, createdAt, usedAt, declinedAt, expiresAt } = row
  return {
    id,
    approvalUrl: approvalUrlOf(publicUrl, id),
    connectionId,
    provider,
    accountName,
    campaignId,
    campaignName,
    audienceNames: [...audienceNames],
    segmentNames: [...segmentNames],
    recipientCount,
    status: statusOf(row, now),
    requestedBy,
    scheduledAt: isoTime(scheduledAt),
    createdAt: new Date(createdAt).toISOString(),
    decidedAt: isoTime(usedAt ?? declinedAt),
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

const isoTime = (epochMs: number | null): string | null =>
  epochMs === null ? null : new Date(epochMs).toISOString()
