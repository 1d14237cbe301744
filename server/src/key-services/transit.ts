import { ConfigError } from '../config/config.ts'
import type { KeyService } from './key-service.ts'
import { keepToken } from './keep-token.ts'
import { createTransitRequest, type TransitAccess } from './transit-request.ts'

/**
 * The transit secrets engine of HashiCorp Vault, and of OpenBao.
 * @param path mount and key, such as `transit/letterlock`
 * @see https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export function openTransit(path: string, access: TransitAccess): KeyService {
  const [, mount = '', key = ''] = /^(.+)\/([^/]+)$/.exec(path) ?? []
  const request = createTransitRequest(access)
  const textIn = (data: Readonly<Record<string, unknown>>, member: string): string => {
    const text = data[member]
    if (typeof text === 'string') return text
    throw new ConfigError(
      `Vault (LETTERLOCK_VAULT_URL) responded without “${member}”: make sure that LETTERLOCK_VAULT_URL is the URL of Vault.`,
    )
  }
  return {
    prefix: 'vault:',
    async wrap(plaintext) {
      const { data } = await request('POST', `${mount}/encrypt/${key}`, { plaintext })
      return textIn(data, 'ciphertext')
    },
    async unwrap(ciphertext) {
      const { data } = await request('POST', `${mount}/decrypt/${key}`, { ciphertext })
      return textIn(data, 'plaintext')
    },
    // The program that writes the file, such as Vault Agent, keeps its token valid.
    keepAccess: (log) => (access.tokenFile === null ? keepToken(request, log) : { stop: () => undefined }),
  }
}
