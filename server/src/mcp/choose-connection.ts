import type { Connection } from '../connections/connection.ts'
import { createConnectionNames, readConnectionName } from '../connections/connection-names.ts'
import { getConnection } from '../connections/get-connection.ts'
import { ProblemError } from '../kernel/errors.ts'
import { toShortLine } from '../kernel/foreign-text.ts'
import type { McpContext } from './context.ts'
import type { ToolContext } from './tool.ts'

/** Maximum number of names in an error. */
const MAX_NAMES = 20

/** The context, with the principal whose connections are searched. */
export type Asking = McpContext & Pick<ToolContext, 'principal'>

export interface Named {
  /** Short and unique among the principal's connections. */
  readonly name: string
  readonly connection: Connection
}

/** The connection with this ID or name, or the only one. @throws ProblemError connection_required, connection_ambiguous, connection_not_found */
export async function chooseConnection(context: Asking, asked: string | undefined): Promise<Connection> {
  const { principal } = context
  if (asked === undefined) return onlyConnection(context)
  if (asked.startsWith('conn_'))
    return getConnection(context, principal, asked).catch(async (error: unknown) => {
      throw error instanceof ProblemError && error.code === 'connection_not_found'
        ? await noneCalled(context, asked)
        : error
    })
  const found = await findByName(context, asked)
  if (found) return found
  throw await noneCalled(context, asked)
}

async function onlyConnection(context: Asking): Promise<Connection> {
  const { connections, more } = await firstConnections(context, MAX_NAMES)
  const [only, ...others] = connections
  if (!only)
    throw new ProblemError('connection_required', {
      facts: { connectUrl: `${context.publicUrl()}/connections/new` },
    })
  if (others.length > 0)
    throw new ProblemError('connection_ambiguous', {
      facts: { names: `${namesOf(connections)}${more ? ', …' : ''}` },
    })
  return only.connection
}

/** The connection that the principal knows by this name. */
async function findByName(context: Asking, name: string): Promise<Connection | undefined> {
  const { workspaceId, endUserId, connectionIds } = context.principal
  const { connections } = context.store
  if (connectionIds) {
    const chosen = await firstConnections(context, connectionIds.size)
    return chosen.connections.find((one) => one.name === name)?.connection
  }
  for (const { slug, position } of readConnectionName(name)) {
    const found = await connections.findBySlug(workspaceId, endUserId ?? undefined, slug, position)
    if (found) return found
  }
  return undefined
}

/** The first connections that the principal may use, oldest first, each with its short name. @param limit the most to return */
export async function firstConnections(
  { store, principal }: Asking,
  limit: number,
): Promise<{ connections: Named[]; more: boolean }> {
  const { workspaceId, endUserId, connectionIds } = principal
  const filter = { endUserId: endUserId ?? undefined, ids: connectionIds ? [...connectionIds] : undefined }
  const page = { limit: limit + 1, after: null }
  const found = await store.connections.list(workspaceId, filter, page)
  const nameOf = createConnectionNames()
  const connections = found.map((connection) => ({
    name: nameOf(connection.account.name, connection.providerSlug),
    connection,
  }))
  return { connections: connections.slice(0, limit), more: found.length > limit }
}

async function noneCalled(context: Asking, asked: string): Promise<ProblemError> {
  const { connections, more } = await firstConnections(context, MAX_NAMES)
  const names = `${namesOf(connections)}${more ? ', …' : ''}`
  const choices =
    connections.length === 0
      ? `No account is connected: the user connects one at ${context.publicUrl()}/connections/new`
      : `Pass one of these as connection: ${names}`
  return new ProblemError('connection_not_found', {
    facts: { called: ` called ${toShortLine(asked)}`, choices },
  })
}

function namesOf(all: readonly Named[]): string {
  return all.map(({ name }) => name).join(', ')
}
