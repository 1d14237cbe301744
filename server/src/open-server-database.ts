import type { AppContext } from './context.ts'
import type { Config } from './config/config.ts'
import { refuseMadeKey } from './config/first-start.ts'
import { lockDataDirectory } from './config/lock-data-directory.ts'
import type { ResourceStack } from './kernel/resource-stack.ts'
import type { EncryptionKeys } from './key-services/read-encryption-keys.ts'
import type { Metrics } from './metrics/metrics.ts'
import { measureQueries } from './store/sql/measure-queries.ts'
import { openSql, WrongKeyError } from './store/open-sql.ts'
import { watchOutages, type WatchedSql } from './store/sql/outage.ts'
import { releaseLeases } from './store/release-leases.ts'
import { checkKeyRing } from './store/store.ts'
import { traceQueries } from './store/sql/trace-queries.ts'

interface Opening extends Pick<AppContext, 'encryption' | 'log' | 'tracing'> {
  readonly encryptionKeys: EncryptionKeys
  readonly metrics: Metrics
  /** Ends the wait for a database that does not respond. */
  readonly waitSignal: AbortSignal | undefined
}

/**
 * Opens the database of a server, with metrics, tracing and outage detection, and closes it with the other resources.
 * @throws ConfigError if another server uses the data directory, or the encryption key is not the database's
 */
export async function openServerDatabase(
  config: Config,
  resources: ResourceStack,
  { encryption, encryptionKeys, log, metrics, tracing, waitSignal }: Opening,
): Promise<WatchedSql> {
  if (config.databaseUrl === null) resources.defer(lockDataDirectory(config.dataDirectory))
  const onMigrated = (schemaVersion: number): void => log.info({ schemaVersion }, 'database migrated')
  const opened = await openSql(config, { onMigrated, waitSignal })
  const sql = watchOutages(traceQueries(measureQueries(opened, metrics.observeQuery), tracing), log)
  resources.defer(() => sql.close())
  await checkKeyRing(sql, encryption, encryptionKeys.file).catch((error: unknown) => {
    if (encryptionKeys.made && error instanceof WrongKeyError) refuseMadeKey(config)
    throw error
  })
  // If this fails, as on a full disk, the leases expire by themselves.
  await releaseLeases(sql).catch(() => undefined)
  return sql
}
