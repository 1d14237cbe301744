import { ProblemError, aboutProvider } from '../kernel/errors.ts'
import { SECOND } from '../kernel/time.ts'
import { providerQueue } from '../outbound/provider-queue.ts'
import type { CallSlot } from '../outbound/rate-limiter.ts'
import type { ResponseSink } from '../outbound/streamed-request.ts'
import type { UsableCredential } from '../tokens/access-tokens.ts'
import { callPath } from '../workspaces/call-path.ts'
import { assertCallAllowed } from './assert-call-allowed.ts'
import { ownPath } from './own-path.ts'
import type { ProxyCall } from './proxy-call.ts'
import { outgoingHeaders } from './proxy-headers.ts'
import { readProxyPath } from './proxy-path.ts'

/** Receives the response of a call that is sent with `sendCall`. */
export interface CallSink extends ResponseSink {
  /** The call is sent with this credential. The sink releases the slot when the response has ended. */
  sending(credential: UsableCredential, slot: CallSlot): void
}

/**
 * Sends a call with this credential when path and permission are right and the account's queue has a slot. It returns a promise only if it
 * has to wait: one per step would make a call a third slower.
 * @throws ProblemError as `proxyRequest`
 */
export function sendCall(
  call: ProxyCall,
  credential: UsableCredential,
  sink: CallSink,
): Promise<void> | void {
  try {
    return admitAndEnqueue(call, credential, sink)
  } catch (error) {
    throw aboutProvider(error, credential.provider)
  }
}

function admitAndEnqueue(
  call: ProxyCall,
  credential: UsableCredential,
  sink: CallSink,
): Promise<void> | void {
  const { connection, provider, apiBaseUrl } = credential
  const { method, path: requested, assertCampaignsFree, record } = call.request
  // Known to exist in the principal's workspace only now.
  if (record) record.connectionId = connection.id
  const path = ownPath(apiBaseUrl, requested)
  const decoded = readProxyPath(path)
  const permission = assertCallAllowed(call.principal, connection, provider, { method, path: decoded })
  const paths = { path, decoded }
  if (assertCampaignsFree && (permission === 'campaigns:write' || permission === 'campaigns:send'))
    return assertCampaignsFree(connection.id).then(() => enqueue(call, credential, paths, sink))
  return enqueue(call, credential, paths, sink)
}

interface Paths {
  /** With query, as it is sent. */
  readonly path: string
  /** Without query. */
  readonly decoded: string
}

function enqueue(
  call: ProxyCall,
  credential: UsableCredential,
  { path, decoded }: Paths,
  sink: CallSink,
): Promise<void> | void {
  const { rateLimiter } = call.context
  const { connection, provider } = credential
  assertPresent(sink)
  const { account, oauthAppId } = connection
  const queue = providerQueue(rateLimiter, provider, { accountId: account.id, oauthAppId, path: decoded })
  const slot = queue.acquire(sink)
  return slot instanceof Promise
    ? slot.then((slot) => dispatch(call, credential, path, { slot, sink }))
    : dispatch(call, credential, path, { slot, sink })
}

function dispatch(
  { context, request }: ProxyCall,
  credential: UsableCredential,
  path: string,
  { slot, sink }: { readonly slot: CallSlot; readonly sink: CallSink },
): void {
  const { provider, placed, apiBaseUrl, app } = credential
  const { method, rawHeaders, body, graceMs = 0, record } = request
  try {
    assertPresent(sink)
    sink.sending(credential, slot)
    context.outbound.stream(
      provider,
      {
        method,
        apiBaseUrl,
        path: callPath(provider, path, { app, placed }),
        headers: outgoingHeaders(rawHeaders, placed, provider.api.allowedRequestHeaders),
        body: record ? record.sent(body, credential.credential) : body,
        timeoutMs: provider.api.timeoutSeconds * SECOND,
        graceMs,
      },
      sink,
    )
  } catch (error) {
    slot.release()
    throw error
  }
}

/** @throws ProblemError request_canceled */
function assertPresent(client: ResponseSink): void {
  if (client.isAborted) throw new ProblemError('request_canceled')
}
