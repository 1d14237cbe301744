import type { BodyBudget } from './body-budget.ts'
import type { Identify } from './authentication.ts'
import type { RequestGuard } from './request-guard.ts'
import type { HttpContext } from './context.ts'

/** The context of the routes. */
export interface RouteContext extends HttpContext {
  readonly requestGuard: RequestGuard
  readonly identify: Identify
  /** The budget of all request bodies. */
  readonly bodyBudget: BodyBudget
}
