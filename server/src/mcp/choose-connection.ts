import type { Connection } from '../connections/connection.ts'
import { createConnectionNames } from '../connections/connection-names.ts'
import { getConnection } from '../connections/get-connection.ts'
import { ProblemError } from '../kernel/errors.ts'
import { said } from './format-result.ts'
import type { McpContext } from './context.ts'
import type { ToolContext } from './tool.ts'

type Asking = McpContext & Pick<ToolContext, 'principal'>

export interface Named {
  /** Short and unique among the principal's connections. */
  readonly name: string
  readonly connection: Connection
}

const PAGE = 200

/** The connections that the principal may use, oldest first, each with its short name. */
async function* named(context: Asking): AsyncGenerator<Named> {
  const { principal } = context
  const filter = { endUserId: principal.endUserId ?? undefined }
  const nameOf = createConnectionNames()
  for (let after: string | null = null; ;) {
    const page: Connection[] = await context.store.connections.list(principal.workspaceId, filter, {
      limit: PAGE,
      after,
    })
    for (const connection of page) {
      if (principal.connectionIds?.has(connection.id) === false) continue
      yield { name: nameOf(connection.account.name, connection.providerSlug), connection }
    }
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? null
  }
}

/** The first connections. @param limit the most to return */
export async function firstConnections(
  context: Asking,
  limit: number,
): Promise<{ connections: Named[]; more: boolean }> {
  const connections: Named[] = []
  for await (const one of named(context)) {
    if (connections.length === limit) return { connections, more: true }
    connections.push(one)
  }
  return { connections, more: false }
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
  for await (const { name, connection } of named(context)) if (name === asked) return connection
  throw await noneCalled(context, asked)
}

async function noneCalled(context: Asking, asked: string): Promise<ProblemError> {
  const { connections, more } = await firstConnections(context, MAX_NAMES)
  const names = `${namesOf(connections)}${more ? ', …' : ''}`
  const choices =
    connections.length === 0
      ? `No account is connected: the user connects one at ${context.publicUrl()}/connections/new`
      : `Pass one of these as connection: ${names}`
  return new ProblemError('connection_not_found', { facts: { called: ` called ${said(asked)}`, choices } })
}

/** Names that an error lists. */
const MAX_NAMES = 20

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

function namesOf(all: readonly Named[]): string {
  return all.map(({ name }) => name).join(', ')
}
