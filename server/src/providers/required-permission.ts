import type { ConnectionPermissions } from '@letterlock/sdk/wire.ts'
import { pathPattern } from './path-pattern.ts'
import type { PermissionArea, PermissionRule, Provider, RequiredPermission } from './provider.ts'

interface CompiledRule {
  readonly pattern: RegExp
  readonly permission: RequiredPermission
}

/** By method, in the order of the definition. */
type RuleTable = ReadonlyMap<string, readonly CompiledRule[]>

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const PARTS = {
  'audiences:read': { area: 'audiences', level: 'read' },
  'audiences:write': { area: 'audiences', level: 'write' },
  'campaigns:read': { area: 'campaigns', level: 'read' },
  'campaigns:write': { area: 'campaigns', level: 'write' },
  'reports:read': { area: 'reports', level: 'read' },
} as const
const AREAS: readonly PermissionArea[] = ['audiences', 'campaigns', 'reports']
const tables = new WeakMap<Provider, RuleTable>()

function compile(rules: readonly PermissionRule[]): RuleTable {
  const compiled = rules.map(([methods, path, permission]) => ({
    // HEAD is a GET without a response body (RFC 9110 section 9.3.2).
    methods:
      methods === '*'
        ? METHODS
        : methods.split(' ').flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : name)),
    rule: { pattern: pathPattern(path), permission },
  }))
  return new Map(
    METHODS.map((method) => [
      method,
      compiled.filter(({ methods }) => methods.includes(method)).map(({ rule }) => rule),
    ]),
  )
}

function ruleFor(provider: Provider, method: string, path: string): CompiledRule | undefined {
  let table = tables.get(provider)
  if (!table) tables.set(provider, (table = compile(provider.api.permissionRules)))
  return table.get(method)?.find(({ pattern }) => pattern.test(path))
}

/**
 * The permission that a call requires, by the first matching rule. An unlisted call requires `campaigns:send`, since it
 * might send.
 * @param path decoded, without query, as `readProxyPath` returns it
 */
export function requiredPermission(provider: Provider, method: string, path: string): RequiredPermission {
  return ruleFor(provider, method, path)?.permission ?? 'campaigns:send'
}

/** Whether a rule matches this call. */
export function isKnownCall(provider: Provider, method: string, path: string): boolean {
  return ruleFor(provider, method, path) !== undefined
}

/** `write` includes `read`; `send` is independent of both. */
export function hasPermission(permissions: ConnectionPermissions, required: RequiredPermission): boolean {
  if (required === 'none') return true
  if (required === 'campaigns:send') return permissions.send
  if (required === 'all:read') return AREAS.every((area) => permissions[area] !== 'none')
  const { area, level } = PARTS[required]
  return permissions[area] === 'write' || permissions[area] === level
}
