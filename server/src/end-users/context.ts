import type { CallsContext } from '../calls/context.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import type { EndUserRepository } from './end-user-repository.ts'

/** What this domain needs from others. */
export interface EndUsersContext extends Omit<ConnectionsContext, 'store'> {
  readonly store: ConnectionsContext['store'] &
    CallsContext['store'] & { readonly endUsers: EndUserRepository }
}
