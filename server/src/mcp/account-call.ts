import type { Source } from '@letterlock/sdk/wire.ts'
import type { Found, PageWanted } from '../email-marketing/adapter.ts'
import { fromCursor, toPage } from '../email-marketing/cursor.ts'
import { openAccount, type OpenAccount } from '../email-marketing/get-account-client.ts'
import type { Connection } from '../connections/connection.ts'
import { ProblemError } from '../kernel/errors.ts'
import { chooseConnection } from './choose-connection.ts'
import { said } from './format-result.ts'
import type { ToolContext } from './tool.ts'

/** For whatever is done with the chosen account: when its credential is of no use, the person is told where to mend it. */
export async function withConnection<T>(
  context: ToolContext,
  asked: string | undefined,
  act: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await chooseConnection(context, asked)
  try {
    return await act(connection)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'connection_disconnected') throw error
    const { code, detail, facts, cause } = error
    const connectUrl = `${context.parts.ports.publicUrl}/connections/${connection.id}`
    throw new ProblemError(code, {
      ...(detail !== undefined && { detail }),
      facts: { ...facts, connectUrl },
      cause,
    })
  }
}

/** What the chosen account answers, and where it comes from. */
export async function inAccount<T extends object>(
  context: ToolContext,
  asked: string | undefined,
  ask: (account: OpenAccount) => Promise<T>,
): Promise<T & { source: Source }> {
  return withConnection(context, asked, async ({ id }) => {
    const account = await openAccount(context.parts, context.principal, id, context.signal)
    const answer = await ask(account).catch(async (error: unknown) => {
      throw await withAudiences(account, error)
    })
    return { ...answer, source: await account.source() }
  })
}

/** So many are named when one is missing. */
const MOST_AUDIENCES = 10

/** Where an audience must be named, the error says which there are. */
async function withAudiences({ adapter, api }: OpenAccount, error: unknown): Promise<unknown> {
  if (!(error instanceof ProblemError) || error.code !== 'audience_required') return error
  const { items, next } = await adapter.audiences(api, { limit: MOST_AUDIENCES, at: null })
  if (items.length === 0) return error
  const named = items.map(({ id, name }) => `${id} (${said(name)})`).join(', ')
  return new ProblemError(error.code, {
    facts: { choices: `, as audience: ${named}${next === null ? '' : ', …'}` },
  })
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
