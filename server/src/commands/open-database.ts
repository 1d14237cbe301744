import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { openSql } from '../store/open-sql.ts'
import type { Sql } from '../store/sql/sql.ts'
import { CommandError } from './command.ts'

/**
 * Opens the configured database beside running servers, which have migrated it: a command never does.
 * @throws CommandError, StoreUnopenedError
 */
export async function openDatabase(config: Config): Promise<Sql> {
  if (config.databaseUrl === null && !existsSync(config.databaseFile))
    throw new CommandError(
      `There is no database in ${config.dataDirectory}: set LETTERLOCK_DATA_DIR to its data directory.`,
    )
  return openSql(config, { migrates: false })
}
