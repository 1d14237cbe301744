import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { lockDataDirectory } from '../config/lock-data-directory.ts'
import { readEncryptionKeys } from '../key-services/read-encryption-keys.ts'
import { createEncryption } from '../encryption/encryption.ts'
import { createKeyRing } from '../encryption/key-ring.ts'
import { NotADatabaseError, restoreSqlite } from '../store/sqlite/backup-sqlite.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import { checkKeyRing } from '../store/store.ts'
import { CommandError, type Command } from './command.ts'

/** Puts a backup into a data directory that has no database, if its encryption keys are there. */
export const restore: Command = async ({ config, args, print }) => {
  const [copy] = args
  if (copy === undefined) throw new CommandError('Name the file of the backup.')
  if (!existsSync(copy))
    throw new CommandError(
      `There is no file ${copy}: name the file that “${config.ownCommand} backup” has written.`,
    )
  if (!statSync(copy).isFile()) throw new CommandError(`${copy} is not a file: name the backup file.`)
  if (config.databaseUrl !== null)
    throw new CommandError(
      'LETTERLOCK_DATABASE_URL is set: restore PostgreSQL with “pg_restore --dbname="$LETTERLOCK_DATABASE_URL" letterlock.dump”.',
    )
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  const unlock = lockDataDirectory(config.dataDirectory)
  try {
    assertNothingIsLost(config)
    await restoreSqlite(copy, config.databaseFile, (partial) => assertReadable(config, partial)).catch(
      (error: unknown) => {
        throw error instanceof NotADatabaseError
          ? new CommandError(`${copy} ${error.message}. Nothing was changed.`)
          : error
      },
    )
  } finally {
    unlock()
  }
  print(
    `Restored ${config.databaseFile}. Run “${config.ownCommand} encryption-keys verify”, then start the server.`,
  )
  return 0
}

function assertNothingIsLost({
  databaseFile,
  dataDirectory,
  encryptionKeys,
  encryptionKeyFile,
}: Config): void {
  if (existsSync(databaseFile))
    throw new CommandError(
      `There is a database in ${dataDirectory}, and it is not overwritten: move ${databaseFile} away, or set LETTERLOCK_DATA_DIR to another directory.`,
    )
  if (existsSync(`${databaseFile}-wal`))
    throw new CommandError(
      `${databaseFile}-wal contains changes of a database that is missing: move it away first.`,
    )
  if (!encryptionKeys && !existsSync(encryptionKeyFile))
    throw new CommandError(
      `The encryption keys of the backup are missing: copy them to ${encryptionKeyFile}, or set LETTERLOCK_ENCRYPTION_KEYS.`,
    )
}

/** @throws StoreUnopenedError if the encryption keys are not those of the backup */
async function assertReadable(config: Config, partial: string): Promise<void> {
  const { keys, file } = await readEncryptionKeys({
    ...config,
    databaseFile: join(config.dataDirectory, 'none'),
  })
  const sql = openSqlite(partial)
  try {
    await checkKeyRing(sql, createEncryption(createKeyRing(keys)), file)
  } finally {
    await sql.close()
  }
}
