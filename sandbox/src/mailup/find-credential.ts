import { grantedCredential, type KnownCredential } from '../kernel/known-credential.ts'
import type { World } from '../world.ts'

/** An access or refresh token, a code or a client ID. */
export function findCredential({ mailup, clock }: World, text: string): KnownCredential | undefined {
  const { grants, refreshTokens, codes, apps } = mailup
  const grant = grants[text]
  if (grant)
    return grantedCredential('access_token', grant, grant.expiresAt <= clock.now().getTime() && 'expired')
  const refreshed = grants[refreshTokens[text] ?? '']
  if (refreshed) return grantedCredential('refresh_token', refreshed, refreshed.successor !== null && 'used')
  const code = codes[text]
  if (code) return grantedCredential('authorization_code', code, code.used && 'used')
  // The provider compares them without case.
  const app = apps[text.toLowerCase()]
  return app && { kind: 'client_id', clientId: app.clientId }
}
