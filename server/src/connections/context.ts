import type { Outbound } from '../outbound/outbound.ts'
import type { WorkspacesContext } from '../workspaces/context.ts'
import type { ConnectionRepository } from './connection-repository.ts'

/** What the functions of this domain need from outside. */
export interface ConnectionsContext extends WorkspacesContext {
  readonly store: WorkspacesContext['store'] & {
    readonly connections: ConnectionRepository
    /**
     * How many renewals are taken at once: more are faster together, and keep those waiting who only want to read a token.
     * Measured (`npm run bench -- herd`): these leave readers more than half their speed.
     */
    readonly maxConcurrentRefreshes: number
  }
  readonly outbound: Outbound
  /** An end that is nearer than this is soon. */
  readonly expiringSoonMs: number
}
