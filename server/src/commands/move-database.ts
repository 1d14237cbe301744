import { counted } from '../kernel/counted.ts'
import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { lockDataDirectory, lockEncryptionKeys } from '../config/lock-data-directory.ts'
import { readEncryptionKeys } from '../key-services/read-encryption-keys.ts'
import { createEncryption } from '../encryption/encryption.ts'
import { createKeyRing } from '../encryption/key-ring.ts'
import { verifyCiphertexts } from '../key-rotation/reencrypt.ts'
import { createCiphertexts } from '../store/ciphertexts.ts'
import { CopyError, copyToPostgres } from '../store/postgres/copy-to-postgres.ts'
import { openSql } from '../store/open-sql.ts'
import { CommandError, type Command } from './command.ts'
import { unreadableIn } from './rotate-encryption-keys.ts'

/** Copies the embedded database to the PostgreSQL database of `LETTERLOCK_DATABASE_URL`, while no server runs. */
export const moveDatabase: Command = async (context) => {
  const { config, print, note } = context
  const { databaseUrl, databaseFile, dataDirectory } = config
  if (databaseUrl === null)
    throw new CommandError(
      'Set LETTERLOCK_DATABASE_URL to the empty PostgreSQL database that everything moves to.',
    )
  if (!existsSync(databaseFile))
    throw new CommandError(
      `There is no database in ${dataDirectory}: set LETTERLOCK_DATA_DIR to its data directory.`,
    )
  const unlock = lockDataDirectory(dataDirectory)
  let unlockKeys: (() => void) | undefined
  try {
    unlockKeys = lockEncryptionKeys(dataDirectory)
    // Migrates the database to the newest version.
    await (await openSql({ databaseUrl: null, databaseFile })).close()
    // Before the move, which cannot be repeated.
    await assertReadable(config)
    const rowCount = await copyToPostgres(databaseFile, databaseUrl, (table, count) => {
      if (count > 0) note(`${table}: ${count}`)
    }).catch((error: unknown) => {
      throw error instanceof CopyError ? new CommandError(`Nothing was moved: ${error.message}.`) : error
    })
    print(`Moved ${counted(rowCount, 'row')} and compared each of them. All credentials can be decrypted.`)
    print(
      `Start the servers with LETTERLOCK_DATABASE_URL. ${databaseFile} is unchanged: keep it as a backup, and do not start a server on it.`,
    )
    return 0
  } finally {
    unlockKeys?.()
    unlock()
  }
}

/** @throws CommandError, ConfigError */
async function assertReadable(config: Config): Promise<void> {
  const encryption = createEncryption(createKeyRing((await readEncryptionKeys(config)).keys))
  const sql = await openSql({ ...config, databaseUrl: null })
  try {
    const { unreadable } = await verifyCiphertexts(
      { ciphertexts: createCiphertexts(sql), encryption },
      () => undefined,
    )
    if (unreadable.length > 0) throw new CommandError(`Nothing was moved: ${unreadableIn(unreadable)}`)
  } finally {
    await sql.close()
  }
}
