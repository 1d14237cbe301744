import type { Source } from '@letterlock/client/wire.ts'
import type { Found, PageWanted } from '../marketing/adapter.ts'
import { fromCursor, toPage } from '../marketing/cursor.ts'
import { openAccount, type OpenAccount } from '../marketing/open-account.ts'
import { chooseConnection } from './choose-connection.ts'
import type { ToolContext } from './tool.ts'

/** What the chosen account answers, and where it comes from. */
export async function inAccount<T extends object>(
  context: ToolContext,
  connection: string | undefined,
  ask: (account: OpenAccount) => Promise<T>,
): Promise<T & { source: Source }> {
  const chosen = await chooseConnection(context, connection)
  const account = await openAccount(context.parts, context.caller, chosen.id)
  return { ...(await ask(account)), source: await account.source() }
}

export interface PageInput {
  readonly connection?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export async function pageOfAccount<T>(
  context: ToolContext,
  { connection, limit, cursor }: PageInput,
  ask: (account: OpenAccount, page: PageWanted) => Promise<Found<T>>,
): Promise<{ items: T[]; nextCursor: string | null; source: Source }> {
  return inAccount(context, connection, async (account) =>
    toPage(await ask(account, { limit, at: fromCursor(cursor) })),
  )
}
