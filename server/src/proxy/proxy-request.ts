import type { Principal } from '../workspaces/principal.ts'
import { MIN_VALIDITY_MS } from '../tokens/get-access-token.ts'
import { ProxyCall } from './forwarding.ts'
import type { ResponseSink } from '../outbound/streamed-request.ts'
import type { ProxyParts, ProxyRequest } from './proxy-parts.ts'

export type { ProxyParts, ProxyRequest }

/**
 * Forwards one call to the platform, authorized, and streams the answer. What the call needs is looked up in the
 * provider's table and must be allowed by the person; the host is the account's own and no other. A refused credential
 * is renewed or checked, once, and the call sent once more; a busy platform is asked again when that is safe; then the platform's
 * answer is passed on as it is. Nothing is sent for a caller who has left.
 * @throws HubError connection_not_found, disconnected, permission_denied, insufficient_scope, proxy_path_not_allowed,
 *   proxy_path_unknown, provider_rate_limited, provider_timeout, provider_unavailable, refresh_failing, refresh_in_progress,
 *   request_canceled
 */
export function proxyRequest(
  parts: ProxyParts,
  principal: Principal,
  request: ProxyRequest,
  answer: ResponseSink,
): Promise<void> | void {
  const { door } = parts
  const { workspaceId } = principal
  const proxyParts = new ProxyCall(parts, principal, request, answer)
  // A hot connection needs no promise; with one for each step a call would cost a third more.
  const fresh = door.remembered(workspaceId, request.connectionId, MIN_VALIDITY_MS)
  return fresh
    ? proxyParts.send(fresh)
    : door.getAccessToken(workspaceId, request.connectionId).then((fresh) => proxyParts.send(fresh))
}
