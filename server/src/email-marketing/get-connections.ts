import type { Connection } from '../connections/connection.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { EmailMarketingContext } from './context.ts'

/** A page of the connections that the principal may use, oldest first. */
export async function getConnections(
  { store }: EmailMarketingContext,
  { workspaceId, endUserId, connectionIds }: Principal,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<{ readonly connections: Connection[]; readonly next: string | null }> {
  const filter = { endUserId: endUserId ?? undefined, ids: connectionIds ? [...connectionIds] : undefined }
  const found = await store.connections.list(workspaceId, filter, { limit: limit + 1, after })
  const connections = found.slice(0, limit)
  return { connections, next: found.length > limit ? (connections.at(-1)?.id ?? null) : null }
}
