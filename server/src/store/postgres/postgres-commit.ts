import type { Pool, PoolClient, QueryResult } from 'pg'
import { createPostgresBulks, type Bulks } from './postgres-bulks.ts'
import type { Bulk } from './postgres-joins.ts'
import { isPostgresOutage } from './postgres-outage.ts'
import type { QueryOf } from './postgres-queries.ts'
import type { Write, Statement } from '../sql/sql.ts'
import { codeOf } from '../../kernel/code-of.ts'

/** A statement with `mustChange` has violated a constraint: another transaction has inserted or deleted a row that it depends on. */
export class ConstraintViolation extends Error {}

/** Violations of NOT NULL, foreign keys and unique columns (PostgreSQL, appendix A). */
function isConstraintViolation(error: unknown): boolean {
  const code = codeOf(error)
  return code === '23502' || code === '23503' || code === '23505'
}

/**
 * Runs writes as one transaction. Writes of the same form, such as refreshes, become one statement. For the others, the deciding statements
 * are sent in one round trip, and the other statements of the successful writes with the COMMIT in a second one.
 * @throws ConstraintViolation
 */
export function createPostgresCommit(
  pool: Pool,
  queryOf: QueryOf,
): (writes: readonly Write[]) => Promise<unknown[]> {
  const bulks = createPostgresBulks(queryOf)
  const sending: Sending = { bulks, queryOf }

  const commit = async (client: PoolClient, writes: readonly Write[]): Promise<unknown[]> => {
    const { joined, others } = bulks.join(writes)
    const outcomes: unknown[] = writes.map(() => false)
    const [only] = joined
    if (only && joined.length === 1 && others.length === 0) {
      await sendDeciding(client, only, outcomes)
      return outcomes
    }
    const begun = client.query('BEGIN')
    // Awaited below; if a statement fails first, its error is thrown.
    begun.catch(() => undefined)
    // Sent first: a later change of the same row is among the others.
    const joining = joined.map((bulk) => sendDeciding(client, bulk, outcomes))
    const deciding = decide(
      sending,
      client,
      others.map(([, write]) => write),
    )
    await all<unknown>([...joining, deciding])
    await begun
    const rest = takeOutcomes(others, await deciding, outcomes)
    await corked(client, () => finish(sending, client, rest))
    // Not awaited: the commit is done whether or not this query succeeds.
    bulks.learn(client).catch(() => undefined)
    return outcomes
  }

  return (writes) =>
    withClient(pool, async (client) => {
      const [write] = writes
      const alone = writes.length === 1 && write?.statements.length === 1
      return corked(client, () => (alone ? decide(sending, client, writes) : commit(client, writes)))
    })
}

interface Sending {
  readonly bulks: Bulks
  readonly queryOf: QueryOf
}

const send = (queryOf: QueryOf, client: PoolClient, { text, values }: Statement): Promise<QueryResult> =>
  client.query(queryOf(text, values))

/** Whether each deciding statement has changed a row, or the rows that it returned. */
async function decide(
  { bulks, queryOf }: Sending,
  client: PoolClient,
  writes: readonly Write[],
): Promise<unknown[]> {
  const deciding = writes.map(({ statements }) => statements[0])
  const { bulks: many, single } = bulks.divide(deciding)
  // Only a statement with `mustChange` can fail its write; a bulk of UPDATEs returns the numbers of those that changed a row.
  const outcomes: unknown[] = deciding.map((statement) => statement?.mustChange !== true)
  await all([
    ...many.map((bulk) => sendDeciding(client, bulk, outcomes)),
    ...single.map(async ([position, statement]) => {
      const { rows, rowCount } = await (statement.mustChange
        ? send(queryOf, client, statement).catch(asViolation)
        : send(queryOf, client, statement))
      if (writes[position]?.kind === 'change') outcomes[position] = rows
      else if (statement.mustChange) outcomes[position] = (rowCount ?? 0) > 0
    }),
  ])
  return outcomes
}

/** All statements but the deciding ones. */
async function finish(
  { bulks, queryOf }: Sending,
  client: PoolClient,
  statements: readonly Statement[],
): Promise<void> {
  const { bulks: many, single } = bulks.divide(statements)
  await all([
    ...single.map(([, statement]) => send(queryOf, client, statement)),
    ...many.map((bulk) => sendBulk(client, bulk)),
    // After an error of one of the statements, COMMIT rolls back.
    client.query('COMMIT'),
  ])
}

const sendBulk = (client: PoolClient, { query }: Bulk): Promise<QueryResult<{ number: number }>> =>
  client.query<{ number: number }>(query)

/** Sends a bulk, and records which of its writes have changed their row. */
async function sendDeciding(client: PoolClient, bulk: Bulk, outcomes: unknown[]): Promise<void> {
  const { rows } = await sendBulk(client, bulk).catch(asViolation)
  for (const { number } of rows) outcomes[bulk.positions[number - 1] ?? 0] = true
}

/** Records the outcomes of writes. @returns the following statements of the successful ones */
function takeOutcomes(
  writes: readonly (readonly [position: number, write: Write])[],
  decided: readonly unknown[],
  outcomes: unknown[],
): Statement[] {
  return writes.flatMap(([position, { statements }], index) => {
    outcomes[position] = decided[index]
    return decided[index] === false ? [] : statements.slice(1)
  })
}

function asViolation(error: unknown): never {
  throw isConstraintViolation(error)
    ? new ConstraintViolation('a constraint is violated', { cause: error })
    : error
}

/** Writes everything that `body` sends before its first wait in one system call. */
function corked<T>({ connection }: PoolClient, body: () => Promise<T>): Promise<T> {
  connection.stream.cork()
  try {
    return body()
  } finally {
    connection.stream.uncork()
  }
}

/** Waits for all promises even after a failure: no statement may be in progress when the transaction ends. */
async function all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises)
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}

/** Rolls back after a failure. */
async function withClient<T>(pool: Pool, body: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // Ignored: a connection that breaks between two statements fails the next one.
  const ignore = (): void => undefined
  client.on('error', ignore)
  let broken: unknown
  try {
    return await body(client)
  } catch (error) {
    broken = error
    if (!isPostgresOutage(error))
      await client.query('ROLLBACK').then(
        () => (broken = undefined),
        () => undefined,
      )
    throw error
  } finally {
    client.off('error', ignore)
    // A connection on which ROLLBACK fails is closed.
    client.release(broken !== undefined)
  }
}
