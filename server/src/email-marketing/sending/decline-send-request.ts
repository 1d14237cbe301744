import { ProblemError } from '../../kernel/errors.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { findSendRequest } from './approve-send-request.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getConnection } from '../../connections/get-connection.ts'

/**
 * Declines a send request: it can no longer be approved, and nothing is sent. Idempotent.
 * @throws ProblemError send_request_not_found, send_request_used, send_request_expired, connection_not_found
 */
export async function declineSendRequest(
  context: Pick<EmailMarketingContext, 'store' | 'now'>,
  principal: Principal,
  id: string,
): Promise<void> {
  const sendRequest = await findSendRequest(context, principal, id)
  const { workspaceId, connectionId, campaignId, campaignName, recipientCount, declinedAt } = sendRequest
  await getConnection(context, principal, connectionId)
  if (declinedAt !== null) return
  const requestedBy = sendRequest.requestedById
  const data = { campaignId, campaignName, sendRequestId: id, recipientCount, requestedBy }
  const event = {
    type: 'campaign.send_declined',
    connectionId,
    actor: principal.principalId,
    data,
  } as const
  if (await context.store.sendRequests.decline(workspaceId, id, event, context.now().getTime())) return
  const current = await findSendRequest(context, principal, id)
  if (current.declinedAt !== null) return
  throw new ProblemError(current.usedAt === null ? 'send_request_expired' : 'send_request_used')
}
