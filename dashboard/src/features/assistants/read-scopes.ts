import type { Scope } from '@letterlock/sdk'

/** What every assistant may do; the consent page and the keys of assistants show it as one line. */
export const READ_SCOPES: readonly Scope[] = [
  'connections:read',
  'audiences:read',
  'campaigns:read',
  'reports:read',
]
