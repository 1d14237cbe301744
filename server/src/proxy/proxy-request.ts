import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'
import { MIN_VALIDITY_MS } from '../tokens/access-tokens.ts'
import { CallResponse } from './call-response.ts'
import type { ProxyCall, ProxyRequest } from './proxy-call.ts'
import { sendCall } from './send-call.ts'
import type { ResponseSink } from '../outbound/streamed-request.ts'
import type { ProxyContext } from './context.ts'

/**
 * Sends one authorized call to the account's API and streams the response. The provider's permission rules decide which permission the
 * call requires. After a 401 the credential is refreshed or checked, and the call is sent once more; after 429 or 503 it is retried if
 * that is safe. Any other response is passed on unchanged. Nothing is sent for a client that has disconnected.
 * @throws ProblemError connection_not_found, connection_disconnected, permission_denied, insufficient_scope, scope_missing,
 * proxy_path_not_allowed, proxy_path_unknown, provider_rate_limited, provider_timeout, provider_unavailable, refresh_failing,
 * refresh_in_progress, request_canceled
 */
export function proxyRequest(
  context: ProxyContext,
  principal: Principal,
  request: ProxyRequest,
  answer: ResponseSink,
): Promise<void> | void {
  const { accessTokens } = context
  const { workspaceId } = principal
  const call: ProxyCall = { context, principal, request }
  const sink = new CallResponse(call, answer)
  // A cached credential needs no promise: one per step would make a call a third slower.
  const cached = accessTokens.remembered(workspaceId, request.connectionId, MIN_VALIDITY_MS)
  return cached
    ? sendCall(call, cached, sink)
    : accessTokens.getAccessToken(workspaceId, request.connectionId).then(
        (credential) => sendCall(call, credential, sink),
        (error: unknown) => {
          // The log of calls names the connection that has no credential; one of another workspace is not named.
          const { record, connectionId } = request
          if (record && error instanceof ProblemError && error.code !== 'connection_not_found')
            record.connectionId = connectionId
          throw error
        },
      )
}
