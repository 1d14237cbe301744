import type { Principal } from '../workspaces/principal.ts'
import { chooseConnection } from './choose-connection.ts'
import type { McpContext } from './context.ts'
import type { EndpointOptions } from './endpoint-options.ts'

/** Limits the principal to the connection in the URL. @throws ProblemError connection_not_found */
export async function narrowPrincipal(
  context: McpContext,
  principal: Principal,
  { connection }: EndpointOptions,
): Promise<Principal> {
  if (connection === null) return principal
  const { id } = await chooseConnection({ ...context, principal }, connection)
  return { ...principal, connectionIds: new Set([id]) }
}
