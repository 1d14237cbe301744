import { stat } from 'node:fs/promises'
import type { ServerDescription } from '@letterlock/sdk/wire.ts'
import { checkProviderData } from './check-provider-data.ts'
import type { Config } from './config/config.ts'
import { idOfKey, keyName, type KeyRing } from './encryption/key-ring.ts'
import type { MissingKeys } from './encryption/missing-keys.ts'
import { ownVersion } from './installed-files.ts'
import { DAY } from './kernel/time.ts'
import type { FailingChecks } from './email-marketing/model/unchecked-contact.ts'
import { counted } from './kernel/counted.ts'
import type { EncryptionKeys } from './key-services/read-encryption-keys.ts'
import { createOutdatedCount } from './key-rotation/outdated-count.ts'
import { createCiphertexts } from './store/ciphertexts.ts'
import { countWaitingWebhooks } from './store/webhooks/count-waiting-webhooks.ts'
import { findProviderData } from './store/provider-data.ts'
import type { Sql } from './store/sql/sql.ts'
import type { AppContext } from './context.ts'

interface Given {
  readonly sql: Sql
  readonly keyRing: KeyRing
  readonly encryptionKeys: EncryptionKeys
}

/** Describes a running server to its operator: retention times, encryption keys in use, and warnings. */
export function createDescribeServer(
  config: Config,
  { store, missingKeys }: Pick<AppContext, 'store' | 'missingKeys'>,
  { sql, keyRing, encryptionKeys: { keys, file, keyService } }: Given,
): (workspaceId: string) => Promise<ServerDescription> {
  let ids = keys.map(idOfKey)
  keyRing.onChange((changed) => void (ids = changed.map(idOfKey)))
  const countOutdated = createOutdatedCount(createCiphertexts(sql), keyRing)
  const warningsFor = async (workspaceId: string): Promise<ServerDescription['warnings']> => {
    const failing = await store.uncheckedContacts.listFailing(workspaceId)
    const ofProviders = checkProviderData(config, await findProviderData(sql, workspaceId))
    return [
      ...warningsOfKeys(keyRing, missingKeys),
      ...(ofProviders ? [ofProviders] : []),
      ...failing.map((one) => describeFailing(config, one)),
    ]
  }
  return async (workspaceId) => ({
    version: ownVersion(),
    simulated: config.sandboxUrl !== null,
    warnings: await warningsFor(workspaceId),
    database: { name: sql.databaseName, isShared: sql.manyProcesses },
    deliveries: { waitingCount: await countWaitingWebhooks(sql, workspaceId) },
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
      outdatedValueCount: await countOutdated(),
    },
  })
}

/** Warnings about encryption keys: the key source is rejected, or keys are missing. */
function warningsOfKeys(
  { fault, newest }: KeyRing,
  missingKeys: MissingKeys,
): ServerDescription['warnings'][number][] {
  const inUse = keyName(newest.id)
  const missing = missingKeys.current().map(keyName)
  return [
    ...(fault
      ? [
          {
            code: 'encryption_keys_not_taken' as const,
            detail: `The changed encryption keys are not used, and the previous ones stay in use: ${fault.message}.`,
            nextStep: `Correct them. The key ${inUse} must stay among them until everything is encrypted with another.`,
            facts: { ids: [inUse] },
          },
        ]
      : []),
    ...(missing.length > 0
      ? [
          {
            code: 'encryption_key_missing' as const,
            detail: `This server lacks the encryption key ${missing.join(', ')}: it cannot read what is encrypted with it, and leaves refreshes and jobs that need it to servers that have it.`,
            nextStep: 'Add it to the keys of this server, and restart it unless they are in a file.',
            facts: { ids: missing },
          },
        ]
      : []),
  ]
}

/** @see startUncheckedContactsLoop */
function describeFailing(
  { ownCommand }: Pick<Config, 'ownCommand'>,
  { connectionId, contactCount, errorCode }: FailingChecks,
): ServerDescription['warnings'][number] {
  const command = `${ownCommand} connect --reconnect ${connectionId}`
  return {
    code: 'unchecked_contacts',
    detail: `Whether ${counted(contactCount, 'contact')} of ${connectionId} had unsubscribed before they were added cannot be checked (${errorCode}): they may be subscribed against their will.`,
    nextStep: `It is tried again, at least every hour. Reconnect the account if it is disconnected: ${command}. Deleting the connection ends it.`,
    facts: { ids: [connectionId], commands: [command], count: contactCount, errorCode },
  }
}

/** When the key file was last changed; null if it is gone. */
async function changedAt(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null)
  return found && found.mtime.toISOString()
}
