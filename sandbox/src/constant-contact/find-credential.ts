import { grantedCredential, type KnownCredential } from '../kernel/known-credential.ts'
import type { World } from '../world.ts'

/** An access or refresh token, a code or a client ID. A rotated refresh token is no longer known. */
export function findCredential({ constantContact, clock }: World, text: string): KnownCredential | undefined {
  const { accessTokens, refreshTokens, grants, codes, apps } = constantContact
  const token = accessTokens[text]
  const grant = grants[token?.grantId ?? refreshTokens[text] ?? '']
  if (grant && token)
    return grantedCredential('access_token', grant, token.expiresAt <= clock.now().getTime() && 'expired')
  if (grant) return grantedCredential('refresh_token', grant)
  const code = codes[text]
  if (code) return grantedCredential('authorization_code', code, code.used && 'used')
  return apps[text] && { kind: 'client_id', clientId: text }
}
