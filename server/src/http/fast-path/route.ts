import type { Scope } from '@letterlock/sdk/wire.ts'
import type { CallRecord } from '../../calls/call-record.ts'
import type { Principal } from '../../workspaces/principal.ts'
import type { FastPathExchange } from './exchange.ts'

/** A route that is served before the framework. The request guard is the same; only routing and serialization are cheaper. */
export interface FastPathRoute {
  /** The pattern, as in metrics, log and API reference. */
  readonly name: string
  readonly scope: Scope
  readonly matches: (method: string, url: string) => boolean
  /** The log's record of a request, on a route whose calls are logged; null: the log is off. */
  readonly recordOf?: (principal: Principal, exchange: FastPathExchange) => CallRecord | null
  readonly serve: (principal: Principal, exchange: FastPathExchange) => Promise<void> | void
}
