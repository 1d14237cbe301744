import type { Source } from '@letterlock/sdk/wire.ts'
import type { Found, PageWanted } from '../email-marketing/adapters/page.ts'
import { fromCursor, toPage } from '../email-marketing/adapters/cursor.ts'
import { getAccountClient, type AccountClient } from '../email-marketing/get-account-client.ts'
import type { Connection } from '../connections/connection.ts'
import { ProblemError, aboutProvider, withFacts } from '../kernel/errors.ts'
import { chooseConnection } from './choose-connection.ts'
import { toShortLine } from '../kernel/foreign-text.ts'
import { withLocalTimes } from './local-times.ts'
import { withReferences, type References } from './references.ts'
import type { ToolContext } from './tool.ts'

/**
 * Calls `act` with the chosen connection. If its credential does not work, the error carries the URL of the page that reconnects it.
 * @param asked the connection's ID or name; undefined: the only one
 * @throws ProblemError as `chooseConnection` and `act`
 */
async function withConnection<T>(
  context: ToolContext,
  asked: string | undefined,
  act: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await chooseConnection(context, asked)
  try {
    return await act(connection)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'connection_disconnected') throw error
    throw withFacts(error, { connectUrl: `${context.publicUrl()}/connections/${connection.id}` })
  }
}

export interface AccountInput extends References {
  readonly connection?: string | undefined
}

/** Calls `ask` with the chosen account and the input, with names replaced by IDs; adds the source to the result. */
export async function inAccount<I extends AccountInput, T extends object>(
  context: ToolContext,
  input: I,
  ask: (account: AccountClient, input: I) => Promise<T>,
): Promise<T & { source: Source }> {
  return withConnection(context, input.connection, async ({ id }) => {
    const account = await getAccountClient(context, context.principal, id, context.signal)
    const result = await withReferences(account, input, (resolved) => ask(account, resolved)).catch(
      async (error: unknown) => {
        throw await withAudiences(account, aboutProvider(error, account.api.provider))
      },
    )
    return { ...(await withLocalTimes(account, result)), source: await account.source() }
  })
}

/** Maximum number of audiences in an error. */
const MAX_AUDIENCES_NAMED = 10

/** The error `audience_required`, with the account's audiences to choose from. Other errors are returned unchanged. */
async function withAudiences({ adapter, api }: AccountClient, error: unknown): Promise<unknown> {
  if (!(error instanceof ProblemError) || error.code !== 'audience_required') return error
  const { items, next } = await adapter.audiences(api, { limit: MAX_AUDIENCES_NAMED, at: null })
  if (items.length === 0) return error
  const named = items.map(({ id, name }) => `${id} (${toShortLine(name)})`).join(', ')
  return withFacts(error, { choices: `one as audience: ${named}${next === null ? '' : ', …'}` })
}

export interface PageInput extends AccountInput {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** One page of a list in the chosen account. */
export async function pageOfAccount<I extends PageInput, T>(
  context: ToolContext,
  input: I,
  ask: (account: AccountClient, page: PageWanted, input: I) => Promise<Found<T>>,
): Promise<{ items: T[]; nextCursor: string | null; source: Source }> {
  return inAccount(context, input, async (account, resolved) =>
    toPage(await ask(account, { limit: input.limit, at: fromCursor(input.cursor) }, resolved)),
  )
}
