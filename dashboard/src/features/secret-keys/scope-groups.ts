import type { Scope } from '@letterlock/sdk'

/** All scopes, in the groups of the form. */
export const SCOPE_GROUPS = [
  [
    'connecting',
    ['connect_sessions:read', 'connect_sessions:write', 'connections:read', 'connections:write'],
  ],
  ['calling', ['tokens:read', 'proxy:use', 'calls:read']],
  [
    'data',
    [
      'audiences:read',
      'audiences:write',
      'campaigns:read',
      'campaigns:write',
      'campaigns:send',
      'reports:read',
    ],
  ],
  [
    'workspace',
    [
      'oauth_apps:read',
      'oauth_apps:write',
      'secret_keys:read',
      'secret_keys:write',
      'webhooks:read',
      'webhooks:write',
      'events:read',
      'end_users:read',
      'end_users:write',
      'members:read',
      'members:write',
      'workspace:write',
    ],
  ],
] as const satisfies readonly (readonly [string, readonly Scope[]])[]

export const PRESETS = ['application', 'read', 'full'] as const
export type Preset = (typeof PRESETS)[number]

const ALL: readonly Scope[] = SCOPE_GROUPS.flatMap(([, scopes]) => [...scopes])
/** What an application needs to connect the accounts of its end users and to use them. */
const OF_APPLICATIONS: ReadonlySet<Scope> = new Set([
  'connect_sessions:write',
  'connections:read',
  'proxy:use',
  'tokens:read',
])

/** The scopes of a preset. The read-only preset excludes access tokens, because they can also write. */
export function presetScopes(preset: Preset): readonly Scope[] {
  if (preset === 'full') return ALL
  if (preset === 'application') return ALL.filter((scope) => OF_APPLICATIONS.has(scope))
  return ALL.filter((scope) => scope.endsWith(':read') && scope !== 'tokens:read')
}
