import { stat } from 'node:fs/promises'
import type { ServerDescription } from '@letterlock/sdk/wire.ts'
import type { Config } from './config/config.ts'
import type { Encryption } from './encryption/encryption.ts'
import { idOfKey, keyName, type KeyRing } from './encryption/key-ring.ts'
import { ownVersion } from './installed-files.ts'
import { DAY } from './kernel/time.ts'
import type { EncryptionKeys } from './key-services/read-encryption-keys.ts'
import { countOutdated } from './key-rotation/reencrypt.ts'
import { createCiphertexts } from './store/ciphertexts.ts'
import type { Sql } from './store/sql.ts'

interface Given {
  readonly sql: Sql
  readonly encryption: Encryption
  readonly keyRing: KeyRing
  readonly encryptionKeys: EncryptionKeys
}

/** What an operator wants to know of a running server: how long it keeps what, and which encryption keys are in use. */
export function createDescribeServer(
  config: Pick<Config, 'eventRetentionMs' | 'callRetentionMs' | 'callRetentionCount' | 'deliveryRetentionMs'>,
  { sql, encryption, keyRing, encryptionKeys: { keys, file, keyService } }: Given,
): () => Promise<ServerDescription> {
  let ids = keys.map(idOfKey)
  keyRing.onChange((changed) => void (ids = changed.map(idOfKey)))
  const ciphertexts = createCiphertexts(sql)
  return async () => ({
    version: ownVersion(),
    retention: {
      eventDays: config.eventRetentionMs / DAY,
      callDays: config.callRetentionMs / DAY,
      maxCallCount: config.callRetentionCount,
      webhookDeliveryDays: config.deliveryRetentionMs / DAY,
    },
    encryptionKeys: {
      ids: ids.map(keyName),
      wrapped: keyService !== null,
      changedAt: file === null ? null : await changedAt(file),
      outdatedValueCount: await countOutdated({ ciphertexts, encryption, newest: keyRing.newest }),
    },
  })
}

/** A key file that was moved away says nothing. */
async function changedAt(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null)
  return found && found.mtime.toISOString()
}
