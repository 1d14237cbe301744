import type { Identify } from './authentication.ts'
import type { RequestGuard } from './request-guard.ts'
import type { ServerParts } from './server-parts.ts'

/** What the routes need. */
export interface Context extends ServerParts {
  readonly requestGuard: RequestGuard
  readonly identify: Identify
}
