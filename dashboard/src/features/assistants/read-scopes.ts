import type { Scope } from '@letterlock/sdk'

/** The scopes that every assistant has. The consent page and the list of keys show them as one line. */
export const READ_SCOPES: readonly Scope[] = [
  'connections:read',
  'audiences:read',
  'campaigns:read',
  'reports:read',
]
