import type { ConnectionPermissions } from '@letterlock/sdk/wire.ts'
import type { RequiredPermission, CallRule, Provider } from './provider.ts'

/* What a forwarded call needs, by the provider's table of calls. The first rule that fits counts. */

interface CompiledRule {
  readonly pattern: RegExp
  readonly needs: RequiredPermission
}

/** Method → its rules, in order; `*` for methods that no rule names. */
type Table = ReadonlyMap<string, readonly CompiledRule[]>

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const tables = new WeakMap<Provider, Table>()

function compile(calls: readonly CallRule[]): Table {
  const rules = calls.map(([methods, path, needs]) => ({
    // HEAD is a GET whose answer has no body (RFC 9110 section 9.3.2).
    methods:
      methods === '*'
        ? METHODS
        : methods.split(' ').flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : name)),
    rule: { pattern: patternOf(path), needs },
  }))
  return new Map(
    METHODS.map((method) => [
      method,
      rules.filter(({ methods }) => methods.includes(method)).map(({ rule }) => rule),
    ]),
  )
}

/** Without regard to case: some platforms route so, and none gives two spellings two meanings. */
function patternOf(path: string): RegExp {
  const source = path.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  const pattern = source.replace(/\/\*\*$/, '(?:/.*)?').replace(/\/\*(?=\/|$|\()/g, '/[^/]+')
  return new RegExp(`^${pattern}/?$`, 'i')
}

function ruleFor(provider: Provider, method: string, path: string): CompiledRule | undefined {
  let table = tables.get(provider)
  if (!table) tables.set(provider, (table = compile(provider.api.calls)))
  return table.get(method)?.find(({ pattern }) => pattern.test(path))
}

/**
 * What a call needs; `send` for a call that no rule names, since it might send.
 * @param path decoded, without its query, as `readProxyPath` answers it
 */
export function requiredPermission(provider: Provider, method: string, path: string): RequiredPermission {
  return ruleFor(provider, method, path)?.needs ?? 'send'
}

/** Whether a rule names this call. */
export function isKnownCall(provider: Provider, method: string, path: string): boolean {
  return ruleFor(provider, method, path) !== undefined
}

export function hasPermission(permissions: ConnectionPermissions, need: RequiredPermission): boolean {
  if (need === 'none') return true
  if (need === 'send') return permissions.send
  if (need === 'all.read') return AREAS.every((area) => permissions[area] !== 'none')
  const [area, level] = need.split(':') as ['audiences' | 'campaigns' | 'reports', 'read' | 'write']
  return permissions[area] === 'write' || permissions[area] === level
}

const AREAS = ['audiences', 'campaigns', 'reports'] as const
