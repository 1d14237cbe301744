import { DatabaseSync } from 'node:sqlite'
import { createGroupCommit } from '../sql/group-commit.ts'
import {
  MIGRATIONS,
  pendingMigrations,
  StoreTooOldError,
  type Migration,
  type MigrationOptions,
} from '../pending-migrations.ts'
import type { Write, Sql, SqlValue, Statement } from '../sql/sql.ts'
import { createReads } from './create-reads.ts'
import { createSqliteReaderThread } from './sqlite-reader-thread.ts'
import { createSearch, hasSearch, SQLITE_SEARCH } from './sqlite-search.ts'
import { createStatements, inTransaction, readPragma, resultCodeOf } from './sqlite-statements.ts'
import { startWriterThread, ThreadEndedError } from './sqlite-writer-thread.ts'

/** How long a write waits for another process that has locked the file. */
const BUSY_TIMEOUT_MS = 5000

/**
 * How long a migration waits for that of another process; a process that dies unlocks the file. Servers never wait: the data directory has
 * a lock of its own.
 */
const MIGRATION_TIMEOUT_MS = 600_000

const LARGEST_GROUP = 64

/** Pages of 4 KB: 2 MB. In a smaller database no statement reads many rows, and starting a reader thread would be a tenth of the work of a start. */
const SMALL_PAGE_COUNT = 512

/**
 * Opens the embedded database in WAL mode with `synchronous=FULL`: a committed write survives a power failure. Reads run in this thread and
 * take microseconds; those that may read many rows run in a reader thread, once there are many. Writes run in a separate thread, so that no read
 * waits for the disk. Concurrent writes share a commit, up to five times as fast on a slow disk.
 * @throws StoreTooNewError
 */
export function openSqlite(file: string, migrations = MIGRATIONS, options: MigrationOptions = {}): Sql {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
  )
  migrate(database, migrations, options)

  const reads = createReads(createStatements(database))
  const writer = startWriterThread(file, BUSY_TIMEOUT_MS)
  const reader = createSqliteReaderThread({ file, busyTimeoutMs: BUSY_TIMEOUT_MS })
  const writes = createGroupCommit<Write, unknown>({
    largestGroup: LARGEST_GROUP,
    groups: 1,
    together: (group) => writer.commit(group),
    // A group that the thread may have committed before it ended is not repeated.
    isHopeless: (error) => error instanceof ThreadEndedError,
    alone: async (write) => (await writer.commit([write]))[0],
  })

  const all = async <T>(text: string, values: readonly SqlValue[]): Promise<T[]> =>
    reads.all(text, values) as T[]
  const pageCount = database.prepare('PRAGMA page_count')
  const isSmall = (): boolean => Number(pageCount.get()?.['page_count']) < SMALL_PAGE_COUNT

  return {
    one: async <T>(text: string, values: readonly SqlValue[]) => reads.one(text, values) as T | undefined,
    all,
    scan: async (text, values) => (isSmall() ? all(text, values) : reader.all(text, values)),
    write: (statements) => writes.add({ kind: 'write', statements }).then((written) => written === true),
    change: <T>(text: string, values: readonly SqlValue[], then: readonly Statement[] = []) =>
      writes.add({ kind: 'change', statements: [{ text, values }, ...then] }) as Promise<T[]>,
    now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    listOf: (place) => `(SELECT value FROM json_each(${place}))`,
    partOfUnion: (select) => select,
    search: SQLITE_SEARCH,
    skipLocked: '',
    keepRow: '',
    holdRow: '',
    lockRow: '',
    databaseName: 'SQLite',
    manyProcesses: false,
    maxConcurrentRefreshes: 32,
    isOutage: isSqliteOutage,
    isUnusableText: () => false,
    poolUse: () => [],
    changesElsewhere: () => writer.changesElsewhere(),
    async close() {
      await writes.idle()
      await reader.close()
      await writer.close()
      database.close()
    },
  }
}

/** Result codes (sqlite.org/rescode.html): busy, locked, read-only, I/O error, corrupt, full, cannot open, not a database. */
const OUTAGES: ReadonlySet<number> = new Set([5, 6, 8, 10, 11, 13, 14, 26])

function isSqliteOutage(error: unknown): boolean {
  if (error instanceof ThreadEndedError) return true
  const errcode = resultCodeOf(error)
  // The low byte is the primary code.
  return errcode !== undefined && OUTAGES.has(errcode & 0xff)
}

/** Migrates in one transaction that starts with the write lock: of several processes that start at the same time, one migrates. */
function migrate(
  database: DatabaseSync,
  directory: string,
  { migrates = true, onMigrated }: MigrationOptions,
): void {
  const pending = (): Migration[] => {
    return pendingMigrations('sqlite', readPragma(database, 'user_version'), directory)
  }
  if (pending().length === 0 && hasSearch(database)) return
  if (!migrates) throw new StoreTooOldError()
  let migratedTo: number | undefined
  database.exec(`PRAGMA busy_timeout = ${MIGRATION_TIMEOUT_MS}`)
  inTransaction(database, () => {
    for (const { version, script } of pending()) {
      database.exec(`${script}; PRAGMA user_version = ${version}`)
      migratedTo = version
    }
    createSearch(database)
  })
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
  if (migratedTo !== undefined) onMigrated?.(migratedTo)
}
