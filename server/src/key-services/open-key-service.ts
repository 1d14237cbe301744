import type { Config } from '../config/config.ts'
import { Secret } from '../kernel/secret.ts'
import type { KeyService } from './key-service.ts'

/**
 * Opens the key service of the configuration, and loads its code only then. null: there is none.
 * @throws ConfigError
 */
export async function openKeyService({ keyService, transit }: Config): Promise<KeyService | null> {
  if (keyService === null) return null
  if (keyService.kind === 'aws-kms') {
    const { openAwsKms } = await import('./aws-kms.ts')
    return openAwsKms(keyService.key)
  }
  const { openTransit } = await import('./transit.ts')
  return openTransit(keyService.key, { ...transit, token: new Secret(transit.token) })
}
