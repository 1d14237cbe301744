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
