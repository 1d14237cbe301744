import type { Source } from '@letterlock/client/wire.ts'
import { fromCursor, toPage } from '../marketing/cursor.ts'
import type { Found, PageWanted } from '../marketing/adapter.ts'
import { openAccount, type OpenAccount } from '../marketing/open-account.ts'
import { chooseConnection } from './choose-connection.ts'
import type { ToolContext } from './tool.ts'

/** One thing of the account that was chosen, and where it comes from. */
export async function readOne<T extends object>(
  context: ToolContext,
  connection: string | undefined,
  ask: (account: OpenAccount) => Promise<T>,
): Promise<T & { source: Source }> {
  const { connection: chosen } = await chooseConnection(context, connection)
  const account = await openAccount(context.parts, context.caller, chosen.id)
  return { ...(await ask(account)), source: await account.source() }
}

export interface PageInput {
  readonly connection?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export async function readPage<T>(
  context: ToolContext,
  { connection, limit, cursor }: PageInput,
  ask: (account: OpenAccount, page: PageWanted) => Promise<Found<T>>,
): Promise<{ items: T[]; nextCursor: string | null; source: Source }> {
  return readOne(context, connection, async (account) =>
    toPage(await ask(account, { limit, at: fromCursor(cursor) })),
  )
}

/** Which account an answer is from, and how it was come by. */
export function sourceLine({ account, provider, credential, because }: Source): string {
  const used =
    credential === 'oauth' ? 'OAuth' : `API key${because === null ? '' : ', since the OAuth token fails'}`
  return `From ${account} (${provider}), by ${used}.`
}

export function percent(rate: number | null): string {
  return rate === null ? 'not told' : `${(rate * 100).toFixed(1)} %`
}

/** What a page says: its lines, how to go on, and where it comes from. */
export function pageText<T>(
  what: string,
  { items, nextCursor, source }: { items: readonly T[]; nextCursor: string | null; source: Source },
  line: (item: T) => string,
): string {
  const head = items.length === 0 ? `No ${what}.` : `${items.length} ${what}:`
  const more = nextCursor === null ? [] : [`More with cursor ${nextCursor}`]
  return [head, ...items.map((item) => `- ${line(item)}`), ...more, sourceLine(source)].join('\n')
}
