import type { DeletedConnection } from '@letterlock/sdk/wire.ts'
import type { CallLog } from '../calls/call-log.ts'
import { deleteConnection } from '../connections/delete-connection.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import type { Principal } from '../workspaces/principal.ts'
import { connectionsOfEndUser } from './connections-of-end-user.ts'
import type { EndUsersContext } from './context.ts'
import type { ErasedRows } from './end-user-repository.ts'

export interface Erasure extends ErasedRows {
  /** The ID of the event that records the erasure. */
  readonly eventId: string
  readonly erasedAt: number
  readonly connections: readonly DeletedConnection[]
}

/**
 * Erases everything about an end user: revokes and deletes their connections with the personal data in their events, connect sessions, logged
 * calls and webhook deliveries. Can be repeated if it fails halfway. The event that stays has only a hash of the end user's ID.
 * @throws ProblemError end_user_not_found
 */
export async function eraseEndUser(
  context: EndUsersContext & { readonly callLog: Pick<CallLog, 'forget'> },
  principal: Principal,
  endUserId: string,
): Promise<Erasure> {
  const { store, callLog, now } = context
  const { workspaceId, principalId } = principal
  const connections: DeletedConnection[] = []
  // Sessions first, so that no new request can connect. Requests in progress cannot save after the removal, so the list is complete.
  let rows = await store.endUsers.erase(workspaceId, endUserId, [])
  await store.endUsers.recordRemoval(workspaceId, endUserId, now().getTime())
  for (;;) {
    const found = await connectionsOfEndUser(context, workspaceId, endUserId)
    const ids = found.map(({ id }) => id)
    rows = sum(rows, await store.endUsers.erase(workspaceId, endUserId, ids))
    for (const id of ids) connections.push(await deleteConnection(context, principal, id))
    if (ids.length === 0) break
    // Calls are logged once a second, and some may still be in progress.
    await callLog.forget(ids)
    rows = { ...rows, callCount: rows.callCount + (await store.endUsers.eraseCalls(ids)) }
  }
  if (connections.length === 0 && rows.connectSessionCount === 0) throw new ProblemError('end_user_not_found')
  const erasedAt = now().getTime()
  const data = { endUserIdHash: hashToken(endUserId), connectionCount: connections.length, ...rows }
  const event = { type: 'end_user.erased', connectionId: null, actor: principalId, data } as const
  const eventId = await store.endUsers.recordErasure(workspaceId, event, erasedAt)
  return { eventId, erasedAt, connections, ...rows }
}

function sum(one: ErasedRows, other: ErasedRows): ErasedRows {
  return {
    connectSessionCount: one.connectSessionCount + other.connectSessionCount,
    callCount: one.callCount + other.callCount,
    webhookDeliveryCount: one.webhookDeliveryCount + other.webhookDeliveryCount,
  }
}
