import { ConfigError, type Config } from '../config/config.ts'
import { Secret } from '../kernel/secret.ts'
import type { KeyService } from './key-service.ts'

/**
 * Unwraps each key that was wrapped before it is stored: a response of another program, or of a key that only encrypts, would make
 * everything that is encrypted with the key unreadable.
 */
function verifyingWraps(service: KeyService): KeyService {
  return {
    ...service,
    async wrap(key) {
      const wrapped = await service.wrap(key)
      const isStorable = wrapped.startsWith(service.prefix) && /^\S+$/.test(wrapped)
      if (isStorable && (await service.unwrap(wrapped).catch(() => null)) === key) return wrapped
      throw new ConfigError(
        'The key service cannot unwrap the key that it has wrapped, so nothing was stored: check its address, and that its key may be used to encrypt and to decrypt.',
      )
    },
  }
}

/**
 * Opens the key service of the configuration, and loads its code only then; null if there is none.
 * @throws ConfigError
 */
export async function openKeyService({ keyService, transit }: Config): Promise<KeyService | null> {
  if (keyService === null) return null
  if (keyService.kind === 'aws-kms') {
    const { openAwsKms } = await import('./aws-kms.ts')
    return verifyingWraps(openAwsKms(keyService.key))
  }
  const { openTransit } = await import('./transit.ts')
  return verifyingWraps(openTransit(keyService.key, { ...transit, token: new Secret(transit.token) }))
}
