import { ProblemError } from '../kernel/errors.ts'
import { missingScopeFor } from '../providers/granted-scopes.ts'
import type { Provider, RequiredPermission } from '../providers/provider.ts'
import { hasPermission, isKnownCall, requiredPermission } from '../providers/required-permission.ts'
import type { Credentials } from '../connections/connection.ts'
import { assertScope, type Principal } from '../workspaces/principal.ts'

export interface RequestedCall {
  readonly method: string
  /** Decoded, without query, as `readProxyPath` returns it. */
  readonly path: string
}

/**
 * Checks that the connection allows a call and, for a call that sends, that the principal has the scope to send. Returns what
 * the call requires.
 * @throws ProblemError permission_denied, proxy_path_unknown, insufficient_scope, scope_missing
 */
export function assertCallAllowed(
  principal: Principal,
  connection: Pick<Credentials, 'permissions' | 'grantedScopes' | 'refreshType'>,
  provider: Provider,
  { method, path }: RequestedCall,
): RequiredPermission {
  const permission = requiredPermission(provider, method, path)
  const allowed = hasPermission(connection.permissions, permission)
  if (allowed && (permission !== 'campaigns:send' || principal.scopes.has('campaigns:send'))) {
    if (connection.grantedScopes !== null) assertGranted(provider, connection, permission)
    return permission
  }
  if (!isKnownCall(provider, method, path))
    throw new ProblemError('proxy_path_unknown', { provider, facts: { method, permission } })
  if (permission === 'campaigns:send') assertScope(principal, 'campaigns:send')
  throw new ProblemError('permission_denied', { facts: { permission } })
}

function assertGranted(
  provider: Provider,
  connection: Pick<Credentials, 'grantedScopes' | 'refreshType'>,
  permission: RequiredPermission,
): void {
  const scope = missingScopeFor(provider, connection, permission)
  if (scope !== undefined) throw new ProblemError('scope_missing', { provider, facts: { scope } })
}
