import type { AuthInfo } from '@modelcontextprotocol/server'
import type { ErrorCode } from '../kernel/error-catalogue.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { McpContext } from './context.ts'
import { narrowPrincipal } from './narrow-principal.ts'
import { extraOf } from './request-extra.ts'
import { watchConnections, type Watch } from './watch-connections.ts'

/** Watches the connections that the principal can use through its URL. */
export function watchOwnConnections(context: McpContext, authInfo: AuthInfo | undefined): Watch {
  const { principal, identify, options } = extraOf(authInfo)
  const whoListens = async (): Promise<Principal | null> => {
    try {
      return await narrowPrincipal(context, await identify(), options)
    } catch (error) {
      // Any other error is temporary, such as a database outage.
      if (error instanceof ProblemError && ENDS_SUBSCRIPTION.has(error.code)) return null
      throw error
    }
  }
  return (listener) => watchConnections(context, principal.workspaceId, { ...listener, identify: whoListens })
}

/** Errors that end a subscription: the credential is no longer valid, or the connection of the URL is gone. */
const ENDS_SUBSCRIPTION: ReadonlySet<ErrorCode> = new Set([
  'authentication_required',
  'connection_not_found',
  'invalid_token',
  'not_a_member',
  'permission_denied',
  'sign_in_needed',
])
