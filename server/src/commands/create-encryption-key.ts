import { openKeyService } from '../key-services/open-key-service.ts'
import { createStoredKey } from '../key-services/read-encryption-keys.ts'
import type { Command } from './command.ts'

/** Prints a new encryption key, wrapped if there is a key service. */
export const createEncryptionKey: Command = async ({ config, print }) => {
  const { stored } = await createStoredKey(await openKeyService(config))
  print(stored)
  return 0
}
