import { writeKeyFile } from '../config/encryption-keys.ts'
import { lockEncryptionKeys } from '../config/lock-data-directory.ts'
import { idOfKey, keyName } from '../encryption/key-ring.ts'
import { readEncryptionKeys } from '../key-services/read-encryption-keys.ts'
import { CommandError, type Command } from './command.ts'

/** Wraps each encryption key with the newest version of the service's key, also keys that are wrapped already. The keys stay the same. */
export const wrapEncryptionKeys: Command = async ({ config, print }) => {
  const unlock = lockEncryptionKeys(config.dataDirectory)
  try {
    const { keys, file, keyService } = await readEncryptionKeys(config)
    if (keyService === null)
      throw new CommandError('Set LETTERLOCK_KEY_SERVICE to the key that wraps the encryption keys.')
    const wrapped = await Promise.all(keys.map((key) => keyService.wrap(key)))
    const names = keys.map((key) => keyName(idOfKey(key))).join(', ')
    if (file === null) {
      print(`LETTERLOCK_ENCRYPTION_KEYS=${wrapped.join(',')}`)
      return 0
    }
    writeKeyFile(file, wrapped)
    print(`Wrapped ${names} in ${file}. Without the key service, a copy of this file is useless.`)
    return 0
  } finally {
    unlock()
  }
}
