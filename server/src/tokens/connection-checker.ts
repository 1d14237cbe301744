import { ProblemError } from '../kernel/errors.ts'
import { createSingleFlight } from '../kernel/single-flight.ts'
import type { Connection } from '../connections/connection.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { judgeCheck, judgeFailedCheck, noteCheck } from './note-check.ts'
import { checkCredential } from './credential-check.ts'
import { getConnection, rereadConnection, type ConnectionAccess } from '../connections/get-connection.ts'
import type { TokensContext } from './context.ts'
import { whyTokensAreLost } from '../connections/status.ts'

export interface ConnectionChecker {
  /**
   * Checks whether the connection works, refreshing its token if needed, and saves the result. Concurrent calls share one check.
   * @throws ProblemError connection_not_found, connection_disconnected if there is no credential, provider_rate_limited,
   * provider_timeout, provider_unavailable
   */
  check(of: {
    readonly access: ConnectionAccess
    readonly id: string
    readonly actor: string
  }): Promise<Connection>
}

export function createConnectionChecker(context: Omit<TokensContext, 'waitTimeoutMs'>): ConnectionChecker {
  const checks = createSingleFlight<Connection>()
  return {
    async check({ access, id, actor }) {
      // Authorize each request before sharing the result.
      const connection = await getConnection(context, access, id)
      return checks.run(id, () => check(context, connection, actor))
    },
  }
}

async function check(
  context: Omit<TokensContext, 'waitTimeoutMs'>,
  current: Connection,
  actor: string,
): Promise<Connection> {
  const { refreshCoordinator } = context
  let connection = current
  if (connection.tokenSetCiphertext === null && connection.apiKeyCiphertext === null)
    throw new ProblemError('connection_disconnected', {
      facts: { reason: connection.reason ?? 'not_connected' },
    })
  const refreshable = connection.tokenSetCiphertext !== null && connection.refreshType !== 'none'
  const refreshTokenSet = async (isAccessTokenRejected: boolean): Promise<boolean> => {
    const outcome = await refreshCoordinator.refresh(connection, {
      force: true,
      isAccessTokenRejected,
      actor,
    })
    connection = await rereadConnection(context, connection)
    return outcome === 'refreshed'
  }
  const lost = whyTokensAreLost(connection, context.now().getTime()) !== null
  // An expired or rejected token is refreshed, not checked.
  if (refreshable && lost && !(await refreshTokenSet(false)) && connection.apiKeyCiphertext === null)
    return connection
  try {
    let findings = await checkCredential(context, withoutLostTokens(context, connection))
    if (refreshable && !lost && findings.tokens?.works === false && (await refreshTokenSet(true)))
      findings = await checkCredential(context, connection)
    const now = context.now().getTime()
    return await noteCheck(context, connection, (checked) => judgeCheck(checked, findings, now), actor)
  } catch (error) {
    if (error instanceof ProblemError && error.code !== 'connection_not_found') {
      const now = context.now().getTime()
      await noteCheck(context, connection, (checked) => judgeFailedCheck(checked, error, now), actor)
    }
    throw error
  }
}

/** If the refresh failed, only the API key is left to check. */
function withoutLostTokens({ now }: ConnectionsContext, connection: Connection): Connection {
  const lost = connection.refreshType !== 'none' && whyTokensAreLost(connection, now().getTime()) !== null
  return lost ? { ...connection, tokenSetCiphertext: null } : connection
}
