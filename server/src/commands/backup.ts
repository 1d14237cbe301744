import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { findStoredKeys } from '../config/first-start.ts'
import { backupSqlite } from '../store/sqlite/backup-sqlite.ts'
import { CommandError, type Command } from './command.ts'

const MEGABYTE = 1024 * 1024

/** Writes a consistent copy of the embedded database to a file, while the server runs. */
export const backup: Command = async ({ config, args, print }) => {
  const [copy] = args
  if (copy === undefined) throw new CommandError('Name the file that the backup is written to.')
  if (config.databaseUrl !== null)
    throw new CommandError(
      'The database is PostgreSQL: back it up with “pg_dump --format=custom --file=letterlock.dump "$LETTERLOCK_DATABASE_URL"”.',
    )
  if (!existsSync(config.databaseFile))
    throw new CommandError(
      `There is no database in ${config.dataDirectory}: set LETTERLOCK_DATA_DIR to its data directory.`,
    )
  if (!existsSync(dirname(copy)))
    throw new CommandError(`There is no folder ${dirname(copy)}: create it, or name a file in another one.`)
  if (existsSync(copy)) throw new CommandError(`${copy} exists, and is not overwritten: name another file.`)
  await backupSqlite(config.databaseFile, copy)
  print(`Wrote ${copy} (${(statSync(copy).size / MEGABYTE).toFixed(1)} MB).`)
  const file = findStoredKeys(config)?.file
  print(
    `The encryption keys are not in it: keep a copy of ${file ?? 'LETTERLOCK_ENCRYPTION_KEYS'} in another place.`,
  )
  return 0
}
