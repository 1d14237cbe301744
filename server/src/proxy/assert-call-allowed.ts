import { ProblemError } from '../kernel/errors.ts'
import { requiredPermission, hasPermission, isKnownCall } from '../providers/required-permission.ts'
import { assertScope, type Principal } from '../workspaces/principal.ts'
import type { Credentials } from '../connections/connection.ts'
import type { RequiredPermission, Provider } from '../providers/provider.ts'
import { missingFor } from '../providers/granted-scopes.ts'

interface Call {
  readonly method: string
  /** As `readProxyPath` answers it. */
  readonly path: string
}

/**
 * Whether this caller may make this call through this connection: the person must allow what it needs, and whoever sends
 * needs the right to send besides, whichever way the call has come.
 * @throws HubError permission_denied, insufficient_scope, proxy_path_unknown, scope_missing
 */
export function assertCallAllowed(
  principal: Principal,
  connection: Pick<Credentials, 'permissions' | 'grantedScopes' | 'refreshType'>,
  provider: Provider,
  { method, path }: Call,
): void {
  const needs = requiredPermission(provider, method, path)
  const allowed = hasPermission(connection.permissions, needs)
  if (allowed && (needs !== 'send' || principal.scopes.has('campaigns:send'))) {
    if (connection.grantedScopes !== null) assertGranted(provider, connection, needs)
    return
  }
  if (!isKnownCall(provider, method, path))
    throw new ProblemError('proxy_path_unknown', { facts: { method, provider: provider.name, needs } })
  if (needs === 'send') assertScope(principal, 'campaigns:send')
  throw new ProblemError('permission_denied', { facts: { needs } })
}

/** @throws HubError scope_missing */
function assertGranted(
  provider: Provider,
  connection: Pick<Credentials, 'grantedScopes' | 'refreshType'>,
  needs: RequiredPermission,
): void {
  const scope = missingFor(provider, connection, needs)
  if (scope !== undefined)
    throw new ProblemError('scope_missing', { facts: { scope, provider: provider.name } })
}
