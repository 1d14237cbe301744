import type { ConnectionsContext } from '../connections/context.ts'
import type { AuthorizationRequestRepository } from './authorization-request.ts'
import type { ConnectSessionRepository } from './connect-session.ts'
import type { KeptGrantRepository } from './kept-grant.ts'

/** What this domain needs from others. */
export interface ConnectContext extends ConnectionsContext {
  readonly store: ConnectionsContext['store'] & {
    readonly connectSessions: ConnectSessionRepository
    readonly authorizationRequests: AuthorizationRequestRepository
    readonly keptGrants: KeptGrantRepository
  }
}
