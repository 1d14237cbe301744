import { chmodSync, closeSync, copyFileSync, openSync, renameSync, rmSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { MIGRATIONS, pendingMigrations } from '../pending-migrations.ts'
import { codeOf } from '../../kernel/code-of.ts'
import { reasonOf } from '../../kernel/reason-of.ts'
import { readPragma } from './sqlite-statements.ts'

/** Copies all pages in one step: a copy in several steps would restart whenever a server writes. */
const PAGES_AT_ONCE = 2 ** 31 - 1

/** A file is not a complete database of Letterlock; the message says what is wrong with it. */
export class NotADatabaseError extends Error {
  override readonly name = 'NotADatabaseError'
}

/**
 * Copies the database as it is at one moment, while servers read and write it. Only this user can read the copy.
 * @param copy must not exist; it appears when it is complete and checked
 * @throws NotADatabaseError if the database is damaged
 */
export async function backupSqlite(file: string, copy: string): Promise<void> {
  await withPartial(copy, async (partial) => {
    closeSync(openSync(partial, 'wx', 0o600))
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      await backup(database, partial, { rate: PAGES_AT_ONCE })
    } finally {
      database.close()
    }
    checkSqlite(partial)
  })
}

/** Copies a backup to the path of the database. @param accept throws if the copy must not be used */
export async function restoreSqlite(
  copy: string,
  file: string,
  accept: (partial: string) => Promise<void>,
): Promise<void> {
  checkSqlite(copy)
  await withPartial(file, async (partial) => {
    copyFileSync(copy, partial)
    chmodSync(partial, 0o600)
    await accept(partial)
  })
}

/** Writes a file under another name until it is complete. An incomplete file is removed, also when the process is told to end. */
async function withPartial(file: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${file}.partial`
  const remove = (): void => removeSqlite(partial)
  // A process that was killed leaves a journal, which would be applied to this copy.
  remove()
  process.on('exit', remove)
  try {
    await write(partial)
    renameSync(partial, file)
  } finally {
    process.off('exit', remove)
    remove()
  }
}

/** @throws NotADatabaseError unless it is a complete database of this version or an older one */
function checkSqlite(file: string): void {
  const database = new DatabaseSync(file)
  try {
    const version = readPragma(database, 'user_version')
    if (version === 0) throw new NotADatabaseError('is not a database of Letterlock')
    pendingMigrations('sqlite', version, MIGRATIONS)
    const found = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']
    if (found !== 'ok') throw new NotADatabaseError(`is damaged (${String(found)})`)
    // A backup must be a single file.
    database.exec('PRAGMA journal_mode = DELETE')
  } catch (error) {
    if (codeOf(error) !== 'ERR_SQLITE_ERROR') throw error
    throw new NotADatabaseError(`is not a database (${reasonOf(error)})`)
  } finally {
    database.close()
  }
}

function removeSqlite(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
}
