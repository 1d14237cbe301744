import { grantedCredential, type KnownCredential } from '../kernel/known-credential.ts'
import type { World } from '../world.ts'

/** A token, also of OAuth 1.0a, a code, or a client ID, which is also the API key of calls. */
export function findCredential(
  { constantContactV2, clock }: World,
  text: string,
): KnownCredential | undefined {
  const { accessTokens, oauth1Tokens, codes, apps } = constantContactV2
  const token = accessTokens[text]
  if (token)
    return grantedCredential('access_token', token, token.expiresAt <= clock.now().getTime() && 'expired')
  const oauth1 = oauth1Tokens[text]
  if (oauth1) return grantedCredential('access_token', oauth1)
  const code = codes[text]
  if (code) return grantedCredential('authorization_code', code, code.used && 'used')
  return apps[text] && { kind: 'client_id', clientId: text }
}
