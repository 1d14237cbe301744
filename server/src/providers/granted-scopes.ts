import type { RequiredPermission, Provider } from './provider.ts'

/* What was asked of the platform and what it has granted (RFC 6749 section 3.3). */

/** `scope` of a token answer; null when it names none, which means: what was asked (RFC 6749 section 5.1). */
export function readScopes(scope: string | null): string[] | null {
  const names = scope?.split(/[\s,]+/).filter((name) => name !== '') ?? []
  return names.length === 0 ? null : names
}

interface Granted {
  readonly grantedScopes: readonly string[] | null
  readonly refreshType: 'never' | 'static' | 'rotating'
}

/** What was asked and is not granted. A scope that only asks for a refresh token is granted when one came. */
export function missingScopes({ authorize }: Provider, { grantedScopes, refreshType }: Granted): string[] {
  if (grantedScopes === null) return []
  return authorize.scopes.filter(
    (scope) => !grantedScopes.includes(scope) && !(scope === 'offline_access' && refreshType !== 'never'),
  )
}

/** The scope that a call needs and that is not granted; undefined when none is, or nobody can tell. */
export function missingFor(
  provider: Provider,
  granted: Granted,
  needs: RequiredPermission,
): string | undefined {
  const missing = missingScopes(provider, granted)
  const areas = needs === 'all.read' ? ['audiences', 'campaigns', 'reports'] : [areaOf(needs)]
  const scopes: Readonly<Record<string, readonly string[]>> = provider.authorize.scopesOf ?? {}
  return areas.flatMap((area) => scopes[area] ?? []).find((scope) => missing.includes(scope))
}

function areaOf(needs: RequiredPermission): string {
  return needs === 'send' ? 'campaigns' : (needs.split('.')[0] ?? '')
}
