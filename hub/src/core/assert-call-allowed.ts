import { HubError } from '../errors.ts'
import { accessNeededFor, isAllowed, isKnownCall } from './access-needed.ts'
import { assertRight, type Caller } from './caller.ts'
import type { Credentials } from './connection.ts'
import type { AccessNeed, Provider } from './provider.ts'
import { missingFor } from './scopes.ts'

interface Call {
  readonly method: string
  /** As `readProxyPath` answers it. */
  readonly path: string
}

/**
 * Whether this caller may make this call through this connection: the person must allow what it needs, and whoever sends
 * needs the right to send besides, whichever way the call has come.
 * @throws HubError access_not_allowed, missing_right, proxy_path_unknown, scope_missing
 */
export function assertCallAllowed(
  caller: Caller,
  connection: Pick<Credentials, 'access' | 'grantedScopes' | 'renewal'>,
  provider: Provider,
  { method, path }: Call,
): void {
  const needs = accessNeededFor(provider, method, path)
  const allowed = isAllowed(connection.access, needs)
  if (allowed && (needs !== 'send' || caller.rights.has('campaigns.send'))) {
    if (connection.grantedScopes !== null) assertGranted(provider, connection, needs)
    return
  }
  if (!isKnownCall(provider, method, path))
    throw new HubError('proxy_path_unknown', { facts: { method, platform: provider.name, needs } })
  if (needs === 'send') assertRight(caller, 'campaigns.send')
  throw new HubError('access_not_allowed', { facts: { needs } })
}

/** @throws HubError scope_missing */
function assertGranted(
  provider: Provider,
  connection: Pick<Credentials, 'grantedScopes' | 'renewal'>,
  needs: AccessNeed,
): void {
  const scope = missingFor(provider, connection, needs)
  if (scope !== undefined) throw new HubError('scope_missing', { facts: { scope, platform: provider.name } })
}
