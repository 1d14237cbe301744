import { grantedCredential, type KnownCredential } from '../kernel/known-credential.ts'
import type { World } from '../world.ts'
import { withoutDataCenter } from './without-data-center.ts'

/** A token with or without its data center, a code, an API key or a client ID. */
export function findCredential({ mailchimp }: World, text: string): KnownCredential | undefined {
  const token = mailchimp.tokens[text] ?? mailchimp.tokens[withoutDataCenter(text)]
  if (token) return grantedCredential('access_token', token)
  const username = mailchimp.apiKeys[text]
  if (username !== undefined) return { kind: 'api_key', username }
  const code = mailchimp.codes[text]
  if (code) return grantedCredential('authorization_code', code, code.used && 'used')
  return mailchimp.apps[text] && { kind: 'client_id', clientId: text }
}
