import {
  Client,
  Pool,
  types as pgTypes,
  type CustomTypesConfig,
  type PoolClient,
  type PoolConfig,
  type QueryConfig,
  type QueryResult,
} from 'pg'
import { createGroupCommit } from './group-commit.ts'
import { SECOND } from '../kernel/time.ts'
import { pendingMigrations } from './migrate.ts'
import { isPostgresOutage } from './postgres-outage.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Job, Sql, SqlValue, Statement } from './sql.ts'

/** Numbers of 64 bits as numbers (ours are times and counts, far below 2^53), and bytes as what they are. */
const PARSERS: Record<number, (text: string) => unknown> = {
  20: Number,
  17: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
}
const types: CustomTypesConfig = {
  getTypeParser: (id) => PARSERS[id] ?? (pgTypes.getTypeParser(id, 'text') as (text: string) => unknown),
}

/** Any number that only we take: one process migrates, the others wait. */
const MIGRATION_LOCK = 7_411_004_417

const READERS = 8
const GROUPS = 2
const LARGEST_GROUP = 64

/** Until there is a connection, whether new or from the pool. */
const CONNECT_TIMEOUT_MS = 5 * SECOND
/** A statement takes milliseconds. The server gives one up after this. */
const STATEMENT_TIMEOUT_MS = 10 * SECOND
/** A server that is there has answered by now: the connection is half open, and thrown away. */
const ANSWER_TIMEOUT_MS = 12 * SECOND
const KEEPALIVE_MS = 5 * SECOND
/** Of each session, on the server's side: a hub that has vanished must not hold locks. Milliseconds, or seconds where PostgreSQL has it so. */
const SESSION: Readonly<Record<string, number>> = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
  tcp_user_timeout: 2 * STATEMENT_TIMEOUT_MS,
  tcp_keepalives_idle: KEEPALIVE_MS / SECOND,
  tcp_keepalives_interval: KEEPALIVE_MS / SECOND,
  tcp_keepalives_count: 3,
}
const SET_SESSION = `SELECT ${Object.entries(SESSION)
  .map(([name, value]) => `set_config('${name}', '${value}', false)`)
  .join(', ')}`
/** Closing does not wait for a server that does not answer. */
const CLOSE_TIMEOUT_MS = 5 * SECOND

/**
 * PostgreSQL 15 or later. Statements are prepared once a connection and sent without waiting for one another
 * (pipelined); writes that come together share a transaction, and so one wait for the disk.
 * @throws StoreTooNewError when a newer version of the program wrote this database
 */
export async function openPostgres(url: string): Promise<Sql> {
  await migrate(url)
  const config = {
    connectionString: url,
    types,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
  } as PoolConfig
  const readers = new Pool({ ...config, max: READERS })
  const writers = new Pool({ ...config, max: GROUPS })
  // A connection that breaks while nobody uses it is replaced at its next use; there is nobody to tell.
  for (const pool of [readers, writers]) {
    pool.on('error', () => undefined)
    // Not as parameters of the connection, which not every pooler in between lets pass.
    pool.on('connect', (client) => void client.query(SET_SESSION).catch(() => undefined))
  }
  const queryOf = createQueries()
  const writes = createGroupCommit<Job, unknown>({
    largestGroup: LARGEST_GROUP,
    groups: GROUPS,
    // Nor is it known whether the last of it was committed: nothing is done a second time.
    isHopeless: isPostgresOutage,
    together: (jobs) => inTransaction(writers, (client) => runTogether(client, queryOf, jobs)),
    alone: (job) => inTransaction(writers, async (client) => (await runTogether(client, queryOf, [job]))[0]),
  })
  return {
    one: async <T>(text: string, values: readonly SqlValue[]) =>
      (await readers.query(queryOf(text, values))).rows[0] as T | undefined,
    all: async <T>(text: string, values: readonly SqlValue[]) =>
      (await readers.query(queryOf(text, values))).rows as T[],
    write: (statements) => writes.add({ kind: 'write', statements }) as Promise<boolean>,
    change: <T>(text: string, values: readonly SqlValue[]) =>
      writes.add({ kind: 'change', statement: { text, values } }) as Promise<T[]>,
    now: 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint',
    skipLocked: 'FOR UPDATE SKIP LOCKED',
    manyProcesses: true,
    maxConcurrentRefreshes: 14,
    isOutage: isPostgresOutage,
    changesElsewhere: () => null,
    async close() {
      await writes.idle()
      const ended = Promise.all([readers.end(), writers.end()])
      await Promise.race([ended, sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false })])
    },
  }
}

type QueryOf = (text: string, values: readonly SqlValue[]) => QueryConfig

/** Each statement gets a name, so that every connection plans it once. */
function createQueries(): QueryOf {
  const names = new Map<string, string>()
  return (text, values) => {
    let name = names.get(text)
    if (name === undefined) names.set(text, (name = `s${names.size}`))
    return {
      name,
      text,
      values: values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value)),
    }
  }
}

/**
 * First the statement that decides of each job, all in one round trip; then what follows of those that changed
 * something, in a second one.
 */
async function runTogether(client: PoolClient, queryOf: QueryOf, jobs: readonly Job[]): Promise<unknown[]> {
  const send = ({ text, values }: Statement): Promise<QueryResult> => client.query(queryOf(text, values))
  const first = await all(
    jobs.map((job): Promise<QueryResult | undefined> => {
      const statement = job.kind === 'change' ? job.statement : job.statements[0]
      return statement ? send(statement) : Promise.resolve(undefined)
    }),
  )
  const changed = (index: number, { mustChange }: Statement): boolean =>
    !mustChange || (first[index]?.rowCount ?? 0) > 0
  const rest = jobs.flatMap((job, index) => {
    const [decides, ...more] = job.kind === 'write' ? job.statements : []
    return decides && changed(index, decides) ? more : []
  })
  await all(rest.map(send))
  return jobs.map((job, index) => {
    if (job.kind === 'change') return first[index]?.rows
    const [decides] = job.statements
    return !decides || changed(index, decides)
  })
}

/** Waits for every one, also when one has failed: nothing may still be on its way when the transaction ends. */
async function all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises)
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}

async function inTransaction<T>(pool: Pool, body: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // A connection that breaks between two statements tells nobody else; the next statement fails anyway.
  const ignore = (): void => undefined
  client.on('error', ignore)
  let broken: unknown
  try {
    const begun = client.query('BEGIN')
    // It is waited for below; when the body fails first, its own failure is of no interest.
    begun.catch(ignore)
    const result = await body(client)
    await begun
    await client.query('COMMIT')
    return result
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
    // A connection on which not even ROLLBACK works is thrown away.
    client.release(broken !== undefined)
  }
}

/** On a connection of its own, without time-outs: it takes as long as it takes. */
async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, types, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query('CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY)')
    const { rows } = await client.query<{ version: number }>(
      'SELECT max(version) AS version FROM schema_migrations',
    )
    for (const { version, script } of pendingMigrations('postgres', rows[0]?.version ?? 0))
      await client.query(`BEGIN; ${script}; INSERT INTO schema_migrations VALUES (${version}); COMMIT`)
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined)
    await client.end()
  }
}
