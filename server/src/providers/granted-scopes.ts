import type { Provider, RefreshType, RequiredPermission } from './provider.ts'

/* Requested and granted scopes. https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */

/** Splits the `scope` of a token response; null if absent, which means that all were granted (RFC 6749 section 5.1). */
export function parseScopes(scope: string | null): string[] | null {
  const names = scope?.split(/[\s,]+/).filter((name) => name !== '') ?? []
  return names.length === 0 ? null : names
}

interface Granted {
  readonly grantedScopes: readonly string[] | null
  readonly refreshType: RefreshType
}

/** Requested scopes that were not granted. `offline_access` counts as granted if there is a refresh token. */
export function missingScopes(
  { authorization }: Provider,
  { grantedScopes, refreshType }: Granted,
): string[] {
  if (grantedScopes === null) return []
  return authorization.scopes.filter(
    (scope) => !grantedScopes.includes(scope) && !(scope === 'offline_access' && refreshType !== 'none'),
  )
}

/** A scope that the permission requires and that was not granted; undefined if there is none, or if that is unknown. */
export function missingScopeFor(
  provider: Provider,
  granted: Granted,
  permission: RequiredPermission,
): string | undefined {
  const missing = missingScopes(provider, granted)
  const areas =
    permission === 'all:read' ? ['audiences', 'campaigns', 'reports'] : [permission.split(':')[0] ?? '']
  const scopes: Readonly<Record<string, readonly string[]>> = provider.authorization.scopesByPermission ?? {}
  return areas.flatMap((area) => scopes[area] ?? []).find((scope) => missing.includes(scope))
}
