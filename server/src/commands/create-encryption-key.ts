import { openKeyService } from '../key-services/open-key-service.ts'
import { createStoredKey } from '../key-services/read-encryption-keys.ts'
import type { Command } from './command.ts'

/** Prints a new encryption key as it is to be stored. */
export const createEncryptionKey: Command = async ({ config, print }) => {
  const { stored } = await createStoredKey(await openKeyService(config))
  print(stored)
  return 0
}
