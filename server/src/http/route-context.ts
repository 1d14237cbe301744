import type { BodyBudget } from './body-budget.ts'
import type { Identify } from './authentication.ts'
import type { RequestGuard } from './request-guard.ts'
import type { HttpContext } from './context.ts'

/** What the routes need. */
export interface RouteContext extends HttpContext {
  readonly requestGuard: RequestGuard
  readonly identify: Identify
  /** Of all requests. */
  readonly bodyBudget: BodyBudget
}
