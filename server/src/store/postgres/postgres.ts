import {
  Client,
  Pool,
  types as pgTypes,
  type CustomTypesConfig,
  type PoolConfig,
  type QueryConfig,
  type QueryResultRow,
} from 'pg'
import { codeOf } from '../../kernel/code-of.ts'
import { createGroupCommit } from '../sql/group-commit.ts'
import { SECOND } from '../../kernel/time.ts'
import {
  MIGRATIONS,
  pendingMigrations,
  StoreTooOldError,
  type MigrationOptions,
} from '../pending-migrations.ts'
import { ConstraintViolation, createPostgresCommit } from './postgres-commit.ts'
import { isPostgresOutage } from './postgres-outage.ts'
import { createQueries, unnamed } from './postgres-queries.ts'
import { CREATE_SEARCH, POSTGRES_SEARCH } from './postgres-search.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolUse } from '../../metrics/register-pool-metrics.ts'
import type { Write, Sql, SqlValue, Statement } from '../sql/sql.ts'

/** BIGINT as number (all values are times and counts below 2^53), BYTEA as bytes. */
const PARSERS: Record<number, (text: string) => unknown> = {
  20: Number,
  17: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
}
export const POSTGRES_TYPES: CustomTypesConfig = {
  getTypeParser: (id) => PARSERS[id] ?? (pgTypes.getTypeParser(id, 'text') as (text: string) => unknown),
}

/** Advisory lock key for migrations: one process migrates, the others wait. */
const MIGRATION_LOCK = 7_411_004_417

const READERS = 8
const GROUPS = 2
const LARGEST_GROUP = 64

/** Timeout for a connection from the pool. */
const CONNECT_TIMEOUT_MS = 5 * SECOND
/** Timeout of a statement on the server; statements take milliseconds. */
const STATEMENT_TIMEOUT_MS = 10 * SECOND
/** Timeout of a statement on this side: the connection is then half open, and is closed. */
const ANSWER_TIMEOUT_MS = 12 * SECOND
const KEEPALIVE_MS = 5 * SECOND
/** Session parameters, so that a Letterlock server that has disappeared holds no locks. In milliseconds, or in seconds if PostgreSQL requires it. */
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
/** `character_not_in_repertoire` and `untranslatable_character` (PostgreSQL, appendix A): U+0000, also in JSON. */
const UNUSABLE_TEXT: ReadonlySet<string> = new Set(['22021', '22P05'])
/** How long closing waits for an unresponsive database. */
const CLOSE_TIMEOUT_MS = 5 * SECOND

/**
 * Opens PostgreSQL 15 or later. Statements are prepared once per connection and pipelined. Concurrent writes share a transaction, and so
 * one disk sync.
 * @throws StoreTooNewError
 */
export async function openPostgres(
  url: string,
  migrations = MIGRATIONS,
  options: MigrationOptions = {},
): Promise<Sql> {
  await migrate(url, migrations, options)
  const { readers, writers } = openPools(url)
  const queryOf = createQueries()
  const commit = createPostgresCommit(writers, queryOf)
  const read = async <T>(query: QueryConfig): Promise<T[]> =>
    (await readers.query<T & QueryResultRow>(query)).rows
  const writes = createGroupCommit<Write, unknown>({
    largestGroup: LARGEST_GROUP,
    groups: GROUPS,
    // A `change` is one statement, and so are writes of the same form: a mixed group would need a transaction around them.
    mayJoin: (first, next) => first.kind === next.kind,
    // After an outage it is unknown whether the last group was committed, so it is not repeated.
    isHopeless: isPostgresOutage,
    together: commit,
    alone: (write) => commitAlone(commit, write),
  })
  return {
    one: async <T>(text: string, values: readonly SqlValue[]) => (await read<T>(queryOf(text, values)))[0],
    all: (text, values) => read(queryOf(text, values)),
    scan: (text, values) => read(unnamed(text, values)),
    write: (statements) => writes.add({ kind: 'write', statements }).then((written) => written === true),
    change: <T>(text: string, values: readonly SqlValue[], then: readonly Statement[] = []) =>
      writes.add({ kind: 'change', statements: [{ text, values }, ...then] }) as Promise<T[]>,
    now: 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint',
    listOf: (place) => `(SELECT json_array_elements_text(${place}::json))`,
    partOfUnion: (select, end) => `(${select} ${end})`,
    search: POSTGRES_SEARCH,
    skipLocked: 'FOR UPDATE SKIP LOCKED',
    keepRow: 'FOR KEY SHARE',
    holdRow: 'FOR SHARE',
    lockRow: 'FOR NO KEY UPDATE',
    databaseName: 'PostgreSQL',
    manyProcesses: true,
    maxConcurrentRefreshes: 14,
    isOutage: isPostgresOutage,
    isUnusableText: (error) => UNUSABLE_TEXT.has(codeOf(error)),
    changesElsewhere: () => null,
    poolUse: () => [useOf('readers', readers), useOf('writers', writers)],
    async close() {
      await writes.idle()
      const ended = Promise.all([readers.end(), writers.end()])
      await Promise.race([ended, sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false })])
    },
  }
}

function openPools(url: string): { readonly readers: Pool; readonly writers: Pool } {
  const config = {
    connectionString: url,
    types: POSTGRES_TYPES,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
  } as PoolConfig
  const readers = new Pool({ ...config, max: READERS })
  const writers = new Pool({ ...config, max: GROUPS })
  // An idle connection that breaks is replaced at its next use.
  for (const pool of [readers, writers]) {
    pool.on('error', () => undefined)
    // Not as connection parameters, which some poolers reject.
    pool.on('connect', (client) => void client.query(SET_SESSION).catch(() => undefined))
  }
  return { readers, writers }
}

/** Maximum of consecutive deadlocks of one write. PostgreSQL takes a second to detect each. */
const MAX_DEADLOCKS = 4
const DEADLOCK_PAUSE_MS = 50

function useOf(pool: string, { totalCount, idleCount, waitingCount }: Pool): PoolUse {
  return { pool, busyCount: totalCount - idleCount, idleCount, waitingCount }
}

/**
 * Commits a write by itself. A deadlock (PostgreSQL, appendix A) rolls it back, and it is run again after a pause: without one, it could lock
 * the row before the transaction that waits for it, and cause the same deadlock.
 */
async function commitAlone(
  commit: (group: readonly Write[]) => Promise<unknown[]>,
  write: Write,
): Promise<unknown> {
  for (let deadlocks = 0; ; deadlocks++)
    try {
      return (await commit([write]))[0]
    } catch (error) {
      if (error instanceof ConstraintViolation) return false
      if (codeOf(error) !== '40P01' || deadlocks === MAX_DEADLOCKS) throw error
      await sleep(DEADLOCK_PAUSE_MS * (deadlocks + Math.random()))
    }
}

/** Migrates on a separate connection without timeouts, in one transaction that holds the lock: all pending migrations, or none. */
async function migrate(
  url: string,
  directory: string,
  { migrates = true, onMigrated, waitSignal }: MigrationOptions,
): Promise<void> {
  const client = new Client({
    connectionString: url,
    types: POSTGRES_TYPES,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await lockMigrations(client, waitSignal)
    const { rows } = await client.query<{ version: number }>(
      'SELECT max(version) AS version FROM schema_migrations',
    )
    const pending = pendingMigrations('postgres', rows[0]?.version ?? 0, directory)
    if (pending.length > 0 && !migrates) throw new StoreTooOldError()
    for (const { version, script } of pending)
      await client.query(`${script}; INSERT INTO schema_migrations VALUES (${version})`)
    await client.query(CREATE_SEARCH)
    await client.query('COMMIT')
    const newest = pending.at(-1)
    if (newest) onMigrated?.(newest.version)
  } finally {
    // Without a COMMIT, closing the connection rolls everything back.
    await client.end()
  }
}

/** Starts the transaction of the migrations when no other process migrates. @throws the signal's reason */
async function lockMigrations(client: Client, waitSignal: AbortSignal | undefined): Promise<void> {
  waitSignal?.throwIfAborted()
  const stopWaiting = (): void => void client.end()
  waitSignal?.addEventListener('abort', stopWaiting)
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await client.query('CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY)')
  } catch (error) {
    waitSignal?.throwIfAborted()
    throw error
  } finally {
    waitSignal?.removeEventListener('abort', stopWaiting)
  }
}
