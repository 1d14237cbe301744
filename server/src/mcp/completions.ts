import type { CompleteResult, McpServer, ServerContext } from '@modelcontextprotocol/server'
import type { Scope } from '@letterlock/sdk/wire.ts'
import type { AccountClient } from '../email-marketing/get-account-client.ts'
import { ProblemError } from '../kernel/errors.ts'
import { withoutMisleading } from '../kernel/foreign-text.ts'
import { inAccount } from './account-call.ts'
import { firstConnections } from './choose-connection.ts'
import type { ToolContext } from './tool.ts'

/** The maximum of a response (MCP 2026-07-28, server/utilities/completion). */
const MAX_VALUES = 100

interface Named {
  readonly id: string
  readonly name: string
}

interface Completed {
  readonly scope: Scope
  readonly values: (context: ToolContext, connection: string | undefined) => Promise<readonly string[]>
}

/** Arguments of prompts and resource templates, by name: the principal's own connections, audiences and campaigns. */
const COMPLETED: Readonly<Record<string, Completed>> = {
  connection: {
    scope: 'connections:read',
    values: async (context) =>
      (await firstConnections(context, MAX_VALUES)).connections.map(({ name }) => name),
  },
  audience: {
    scope: 'audiences:read',
    values: (context, connection) =>
      namesIn(context, connection, ({ adapter, api }) =>
        adapter.audiences(api, { limit: MAX_VALUES, at: null }),
      ),
  },
  campaign: {
    scope: 'campaigns:read',
    values: (context, connection) =>
      namesIn(context, connection, ({ adapter, api }) =>
        adapter.campaigns(api, { limit: MAX_VALUES, at: null }),
      ),
  },
}

/** Serves `completion/complete`. There are no suggestions if the principal lacks a scope or the provider does not respond. */
export function registerCompletions(
  server: McpServer,
  contextOf: (called: ServerContext) => ToolContext,
  fixedConnection: string | null,
): void {
  server.server.setRequestHandler('completion/complete', async ({ params }, called) => {
    const { argument, context: given } = params
    const connection = fixedConnection ?? given?.arguments?.['connection']
    return asResult(await completed(contextOf(called), argument, connection))
  })
}

async function completed(
  context: ToolContext,
  { name, value }: { readonly name: string; readonly value: string },
  connection: string | undefined,
): Promise<string[]> {
  const known = Object.hasOwn(COMPLETED, name) ? COMPLETED[name] : undefined
  if (!known || !context.principal.scopes.has(known.scope)) return []
  try {
    const values = await known.values(context, connection === '' ? undefined : connection)
    const wanted = value.trim().toLowerCase()
    const starts = (one: string): boolean => one.toLowerCase().startsWith(wanted)
    const matching = values.filter((one) => one.toLowerCase().includes(wanted))
    return [...matching.filter(starts), ...matching.filter((one) => !starts(one))]
  } catch (error) {
    if (error instanceof ProblemError) return []
    throw error
  }
}

const asResult = (values: readonly string[]): CompleteResult => ({
  completion: { values: values.slice(0, MAX_VALUES), total: values.length, hasMore: false },
})

/** Names; IDs instead of names that several items share, or that would mislead. */
async function namesIn(
  context: ToolContext,
  connection: string | undefined,
  list: (account: AccountClient) => Promise<{ readonly items: readonly Named[] }>,
): Promise<string[]> {
  const { items } = await inAccount(context, { connection }, list)
  const count = Map.groupBy(items, ({ name }) => name)
  return items.map(({ id, name }) =>
    count.get(name)?.length === 1 && withoutMisleading(name) === name ? name : id,
  )
}
