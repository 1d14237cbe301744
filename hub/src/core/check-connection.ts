import { HubError } from '../errors.ts'
import type { Connection } from './connection.ts'
import type { CallParts } from './identify.ts'
import type { Ports } from './ports.ts'
import { judgeCheck, judgeFailedCheck, noteCheck } from './note-check.ts'
import { probe } from './probe.ts'
import { readConnection, type Scope } from './read-connection.ts'
import type { Refresher } from './refresher.ts'
import { whyTokensAreLost } from './status.ts'

export interface Checker {
  /**
   * Finds out whether the connection works, renewing its token if that is what it takes, and notes the answer. Everyone
   * who asks at the same time shares one check.
   * @throws HubError connection_not_found, disconnected (nothing to check), platform_…
   */
  check(of: { readonly scope: Scope; readonly id: string; readonly actor: string }): Promise<Connection>
}

export function createChecker(parts: CallParts & { readonly refresher: Refresher }): Checker {
  const underWay = new Map<string, Promise<Connection>>()
  return {
    async check({ scope, id, actor }) {
      // Only who may see the connection hears what came of another's check.
      const connection = await readConnection(parts.ports, scope, id)
      const running = underWay.get(id) ?? check(parts, connection, actor)
      underWay.set(id, running)
      return running.finally(() => underWay.delete(id))
    },
  }
}

async function check(
  parts: CallParts & { readonly refresher: Refresher },
  current: Connection,
  actor: string,
): Promise<Connection> {
  const { ports, refresher } = parts
  let connection = current
  if (connection.sealedTokens === null && connection.sealedKey === null)
    throw new HubError('disconnected', { facts: { reason: connection.reason ?? 'not_connected' } })
  const renewable = connection.sealedTokens !== null && connection.renewal !== 'never'
  const renew = async (refused: boolean): Promise<boolean> => {
    const outcome = await refresher.refresh(connection, { force: true, refused })
    connection = await readConnection(ports, connection, connection.id)
    return outcome === 'renewed'
  }
  const lost = whyTokensAreLost(connection, ports.now().getTime()) !== null
  // A token that cannot work is not worth asking about: the renewal is the answer.
  if (renewable && lost && !(await renew(false)) && connection.sealedKey === null) return connection
  try {
    let findings = await probe(parts, withoutLostTokens(ports, connection))
    if (renewable && !lost && findings.tokens?.works === false && (await renew(true)))
      findings = await probe(parts, connection)
    return await noteCheck(ports, connection, judgeCheck(connection, findings, ports.now().getTime()), actor)
  } catch (error) {
    if (error instanceof HubError && error.code !== 'connection_not_found')
      await noteCheck(ports, connection, judgeFailedCheck(connection, error, ports.now().getTime()), actor)
    throw error
  }
}

/** Where renewing has failed, only the API key is left to be asked about. */
function withoutLostTokens({ now }: Ports, connection: Connection): Connection {
  const lost = connection.renewal !== 'never' && whyTokensAreLost(connection, now().getTime()) !== null
  return lost ? { ...connection, sealedTokens: null } : connection
}
