import type { Pool, PoolClient, QueryResult } from 'pg'
import { createPostgresBulks, type Bulk } from './postgres-bulks.ts'
import { isPostgresOutage } from './postgres-outage.ts'
import type { QueryOf } from './postgres-queries.ts'
import type { Write, Statement } from '../sql/sql.ts'
import { codeOf } from '../../kernel/code-of.ts'

/** A statement with `mustChange` violates a constraint: another transaction has inserted or deleted a row that it depends on. */
export class ConstraintViolation extends Error {}

/** Violations of NOT NULL, foreign keys and unique columns (PostgreSQL, appendix A). */
function isConstraintViolation(error: unknown): boolean {
  const code = codeOf(error)
  return code === '23502' || code === '23503' || code === '23505'
}

/**
 * Runs writes as one transaction. The deciding statement of every write is sent in one round trip, the other statements of the successful writes
 * and the COMMIT in a second one.
 * @throws ConstraintViolation
 */
export function createPostgresCommit(
  pool: Pool,
  queryOf: QueryOf,
): (writes: readonly Write[]) => Promise<unknown[]> {
  const bulks = createPostgresBulks(queryOf)

  const send = (client: PoolClient, { text, values }: Statement): Promise<QueryResult> =>
    client.query(queryOf(text, values))
  const sendBulk = (client: PoolClient, { query }: Bulk): Promise<QueryResult<{ number: number }>> =>
    client.query<{ number: number }>(query)

  /** Whether each deciding statement has changed a row, or the rows that it returned. */
  const decide = async (client: PoolClient, writes: readonly Write[]): Promise<unknown[]> => {
    const deciding = writes.map(({ statements }) => statements[0])
    const { bulks: many, single } = bulks.divide(deciding)
    // Only a statement that must change a row can decide against its write; a bulk of UPDATEs returns the numbers of those that did.
    const outcomes: unknown[] = deciding.map((statement) => statement?.mustChange !== true)
    await all([
      ...many.map(async (bulk) => {
        const { rows } = await sendBulk(client, bulk).catch(asViolation)
        for (const { number } of rows) outcomes[bulk.positions[number - 1] ?? 0] = true
      }),
      ...single.map(async ([position, statement]) => {
        const { rows, rowCount } = await (statement.mustChange
          ? send(client, statement).catch(asViolation)
          : send(client, statement))
        if (writes[position]?.kind === 'change') outcomes[position] = rows
        else if (statement.mustChange) outcomes[position] = (rowCount ?? 0) > 0
      }),
    ])
    return outcomes
  }

  const finish = async (client: PoolClient, statements: readonly Statement[]): Promise<void> => {
    const { bulks: many, single } = bulks.divide(statements)
    await all([
      ...single.map(([, statement]) => send(client, statement)),
      ...many.map((bulk) => sendBulk(client, bulk)),
      // After an error of one of them, it rolls back.
      client.query('COMMIT'),
    ])
  }

  const commit = async (client: PoolClient, writes: readonly Write[]): Promise<unknown[]> => {
    const begun = client.query('BEGIN')
    // Awaited below; if a statement fails first, its error counts.
    begun.catch(() => undefined)
    const outcomes = await decide(client, writes)
    await begun
    const rest = writes.flatMap(({ statements }, index) =>
      outcomes[index] === false ? [] : statements.slice(1),
    )
    await corked(client, () => finish(client, rest))
    // The commit is done whether or not this query succeeds; nothing waits for it.
    bulks.learn(client).catch(() => undefined)
    return outcomes
  }

  return (writes) =>
    withClient(pool, async (client) => {
      const [write] = writes
      const alone = writes.length === 1 && write?.statements.length === 1
      return corked(client, () => (alone ? decide(client, writes) : commit(client, writes)))
    })
}

function asViolation(error: unknown): never {
  throw isConstraintViolation(error)
    ? new ConstraintViolation('a constraint is violated', { cause: error })
    : error
}

/** Everything that is sent before the first wait is written in one system call. */
function corked<T>({ connection }: PoolClient, body: () => Promise<T>): Promise<T> {
  connection.stream.cork()
  try {
    return body()
  } finally {
    connection.stream.uncork()
  }
}

/** Waits for all promises, also after a failure: no statement may be in progress when the transaction ends. */
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
  // A connection that breaks between two statements fails the next statement.
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
