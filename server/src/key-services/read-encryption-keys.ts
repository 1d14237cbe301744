import { randomBytes } from 'node:crypto'
import { ConfigError, type Config } from '../config/config.ts'
import { watchKeyFile } from '../config/encryption-keys.ts'
import { findStoredKeys, type StoredKeys } from '../config/first-start.ts'
import { isWrapped } from '../config/setting-values.ts'
import { writePrivateFile } from '../config/write-private-file.ts'
import type { ReadChangedKeys } from '../encryption/key-ring.ts'
import type { KeyService } from './key-service.ts'
import { openKeyService } from './open-key-service.ts'

export interface EncryptionKeys extends StoredKeys {
  /** In base64, newest first; none is wrapped. */
  readonly keys: readonly string[]
  /** Whether this start created them. */
  readonly made: boolean
  /** null if the keys are stored unwrapped. */
  readonly keyService: KeyService | null
}

/**
 * Reads the encryption keys, and asks the key service once for each that is wrapped. The first start on a loopback address creates one.
 * @throws ConfigError
 */
export async function readEncryptionKeys(config: Config): Promise<EncryptionKeys> {
  const found = findStoredKeys(config)
  const keyService = await openKeyService(config)
  if (found) return { ...found, keys: await unwrapAll(found.stored, keyService), made: false, keyService }
  const { key, stored } = await createStoredKey(keyService)
  writePrivateFile(config.encryptionKeyFile, `${stored}\n`)
  return { keys: [key], stored: [stored], file: config.encryptionKeyFile, made: true, keyService }
}

/** A new key, and the form in which it is stored. */
export async function createStoredKey(
  keyService: KeyService | null,
): Promise<{ readonly key: string; readonly stored: string }> {
  const key = randomBytes(32).toString('base64')
  return { key, stored: keyService ? await keyService.wrap(key) : key }
}

async function unwrapAll(
  stored: readonly string[],
  keyService: KeyService | null,
): Promise<readonly string[]> {
  return Promise.all(
    stored.map(async (text, index) => {
      if (!isWrapped(text)) return text
      if (keyService && text.startsWith(keyService.prefix)) return keyService.unwrap(text)
      throw new ConfigError(
        `Encryption key ${index + 1} of ${stored.length} is wrapped by ${text.split(':')[0]}: set LETTERLOCK_KEY_SERVICE to the key that wrapped it.`,
      )
    }),
  )
}

/**
 * Reads the keys again when their file changes. Wrapped keys are returned by a later call: the key service unwraps them meanwhile, and is
 * asked again with the next call if it does not respond.
 */
export function watchEncryptionKeys({ file, keyService }: EncryptionKeys): ReadChangedKeys {
  const readChanged = watchKeyFile(file)
  let isAsking = false
  let outcome: (() => readonly string[]) | undefined
  const ask = async (stored: readonly string[], accept: (keys: readonly string[]) => void): Promise<void> => {
    isAsking = true
    try {
      const keys = await unwrapAll(stored, keyService)
      accept(keys)
      outcome = () => keys
    } catch (error) {
      outcome = () => {
        throw error
      }
    }
    isAsking = false
  }
  return (check) => {
    if (outcome) {
      const take = outcome
      outcome = undefined
      return take()
    }
    if (isAsking) return undefined
    const changed = readChanged()
    if (!changed) return null
    const accept = (keys: readonly string[]): void => {
      check(keys)
      changed.accept()
    }
    if (changed.stored.some(isWrapped)) {
      void ask(changed.stored, accept)
      return undefined
    }
    accept(changed.stored)
    return changed.stored
  }
}
