import type { Connection } from '../connections/connection.ts'
import { createConnectionNames } from '../connections/connection-names.ts'
import { readConnection } from '../connections/get-connection.ts'
import { ProblemError } from '../kernel/errors.ts'
import { said } from './format-result.ts'
import type { ToolContext } from './tool.ts'

/** Who asks for accounts. */
type Asking = Pick<ToolContext, 'parts' | 'principal'>

export interface Named {
  /** Short, unique among them, and the same as long as they are the same. */
  readonly name: string
  readonly connection: Connection
}

const PAGE = 200

/** The accounts that this caller may use, one after the other, each with a short name for people and assistants. */
async function* named({ parts: { ports }, principal }: Asking): AsyncGenerator<Named> {
  const filter = { owner: principal.owner ?? undefined }
  const nameOf = createConnectionNames()
  for (let after: string | null = null; ;) {
    const page: Connection[] = await ports.store.connections.list(principal.workspaceId, filter, {
      limit: PAGE,
      after,
    })
    for (const connection of page) {
      if (principal.connections?.has(connection.id) === false) continue
      yield { name: nameOf(connection.account.name, connection.providerId), connection }
    }
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? null
  }
}

/** The first of them, and whether there are more. */
export async function firstConnections(
  context: Asking,
  most: number,
): Promise<{ connections: Named[]; more: boolean }> {
  const connections: Named[] = []
  for await (const one of named(context)) {
    if (connections.length === most) return { connections, more: true }
    connections.push(one)
  }
  return { connections, more: false }
}

/** The one that was named, or the only one. @throws HubError not_connected, connection_ambiguous, connection_not_found */
export async function chooseConnection(context: Asking, asked: string | undefined): Promise<Connection> {
  const { parts, principal } = context
  if (asked === undefined) return onlyConnection(context)
  if (asked.startsWith('conn_'))
    return readConnection(parts.ports, principal, asked).catch(async (error: unknown) => {
      throw error instanceof ProblemError && error.code === 'connection_not_found'
        ? await noneCalled(context, asked)
        : error
    })
  for await (const { name, connection } of named(context)) if (name === asked) return connection
  throw await noneCalled(context, asked)
}

async function noneCalled(context: Asking, asked: string): Promise<ProblemError> {
  const { connections, more } = await firstConnections(context, MOST_NAMES)
  const names = `${namesOf(connections)}${more ? ', …' : ''}`
  const choices =
    connections.length === 0
      ? `No account is connected: the person connects one at ${context.parts.ports.publicUrl}/connections/new`
      : `Say one of these, as connection: ${names}`
  return new ProblemError('connection_not_found', { facts: { called: ` called ${said(asked)}`, choices } })
}

/** So many names are told when one is missing. */
const MOST_NAMES = 20

async function onlyConnection(context: Asking): Promise<Connection> {
  const { connections, more } = await firstConnections(context, MOST_NAMES)
  const [only, ...others] = connections
  if (!only)
    throw new ProblemError('connection_required', {
      facts: { connectUrl: `${context.parts.ports.publicUrl}/connections/new` },
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
