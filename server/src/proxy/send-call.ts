import { ProblemError, aboutProvider } from '../kernel/errors.ts'
import { SECOND } from '../kernel/time.ts'
import type { Abortable } from '../outbound/abortable.ts'
import { hasLimitsByPath, providerQueue } from '../outbound/provider-queue.ts'
import { APPROVALS } from '../outbound/wait-queue.ts'
import type { CallSlot, ProviderQueue } from '../outbound/rate-limiter.ts'
import type { ResponseSink } from '../outbound/streamed-request.ts'
import type { UsableCredential } from '../tokens/access-tokens.ts'
import { callPath } from '../workspaces/call-path.ts'
import { assertCallAllowed } from './assert-call-allowed.ts'
import { ArrivingBody } from './arriving-body.ts'
import { enqueueAdmitted } from './enqueue-admitted.ts'
import { enqueueAwaited } from './enqueue-awaited.ts'
import { isWrite, type AdmittedWrite } from './guard-write.ts'
import { ownPath } from './own-path.ts'
import type { ProxyCall } from './proxy-call.ts'
import { outgoingHeaders } from './proxy-headers.ts'
import { readProxyPath } from './proxy-path.ts'

/** Receives the response of a call that is sent with `sendCall`. */
export interface CallSink extends ResponseSink {
  /**
   * Called when the call is sent with this credential. The sink releases the slot at the end of the response, and the admitted write at its
   * start.
   */
  sending(credential: UsableCredential, slot: CallSlot, admitted: AdmittedWrite | undefined): void
}

/**
 * Sends a call with this credential, if its path and permission are allowed, when the account's queue has a slot. It returns a promise only
 * if it has to wait: one per step would make a call a third slower.
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
  const { principal } = call
  const { method, path: requested, body, rawHeaders, guardWrite, record, accountId } = call.request
  // Only now is the connection known to be in the principal's workspace.
  if (record) record.connectionId = connection.id
  if (accountId !== undefined && accountId !== connection.account.id)
    throw new ProblemError('account_replaced')
  const path = ownPath(apiBaseUrl, requested)
  const decoded = readProxyPath(path)
  const permission = assertCallAllowed(principal, connection, provider, { method, path: decoded })
  const paths = { path, decoded }
  const admit = isWrite(permission)
    ? guardWrite?.({ principal, connection, client: sink, method, path: decoded, body, rawHeaders })
    : undefined
  if (admit)
    return enqueueAdmitted(sink, admit, (admitted, waiter) =>
      enqueue(call, credential, paths, { sink, waiter, ...(admitted && { admitted }) }),
    )
  const { isApproval = false, onAwaited } = call.request
  return onAwaited && !isApproval
    ? enqueueAwaited(sink, onAwaited, (isUrgent, waiter) =>
        enqueue(call, credential, paths, { sink, waiter, isUrgent }),
      )
    : enqueue(call, credential, paths, { sink, waiter: sink, isUrgent: isApproval })
}

/** The sink of the response, and what is held until it starts. */
interface Receiver {
  readonly sink: CallSink
  /** Leaves the queue when it is aborted. */
  readonly waiter: Abortable
  /** Whether it goes before others that wait. */
  readonly isUrgent?: boolean
  readonly admitted?: AdmittedWrite
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
  receiver: Receiver,
): Promise<void> | void {
  const { context, principal } = call
  assertPresent(receiver.sink)
  const { queue: kept } = credential
  const queue = kept && !kept.isDropped ? kept : findQueue(context, credential, decoded)
  const slot = queue.acquire(receiver.isUrgent ? APPROVALS : principal.principalId, receiver.waiter)
  return slot instanceof Promise
    ? slot.then((slot) => dispatch(call, credential, path, { slot, ...receiver }))
    : dispatch(call, credential, path, { slot, ...receiver })
}

/** Looks the queue up by its name, once per credential: that takes as long as all other steps up to the dispatch. */
function findQueue(
  { rateLimiter }: ProxyCall['context'],
  credential: UsableCredential,
  path: string,
): ProviderQueue {
  const { connection, provider } = credential
  const { account, oauthAppId } = connection
  const queue = providerQueue(rateLimiter, provider, { accountId: account.id, oauthAppId, path })
  if (!hasLimitsByPath(provider)) credential.queue = queue
  return queue
}

function dispatch(
  { context, request }: ProxyCall,
  credential: UsableCredential,
  path: string,
  { slot, sink, admitted }: Receiver & { readonly slot: CallSlot },
): void {
  const { provider, placed, apiBaseUrl, app } = credential
  const { method, rawHeaders, body, graceMs = 0, record, lease = admitted } = request
  try {
    assertPresent(sink)
    sink.sending(credential, slot, admitted)
    const sent = body === null || Buffer.isBuffer(body) ? body : arriving(body, slot, admitted)
    context.outbound.stream(
      provider,
      {
        method,
        apiBaseUrl,
        path: callPath(provider, path, { app, placed }),
        headers: outgoingHeaders(rawHeaders, placed, provider.api.allowedRequestHeaders),
        body: record ? record.sent(sent, credential.credential) : sent,
        timeoutMs: provider.api.timeoutSeconds * SECOND,
        graceMs,
        lease,
      },
      sink,
    )
  } catch (error) {
    slot.release()
    throw error
  }
}

/** The body of a call, which is cut off if the call has to give way before its end. */
function arriving(
  body: AsyncIterable<Uint8Array>,
  slot: CallSlot,
  admitted: AdmittedWrite | undefined,
): AsyncIterable<Uint8Array> {
  const arrivingBody = new ArrivingBody(body)
  slot.watch(arrivingBody)
  const end = admitted?.onAwaited((problem) => arrivingBody.breakOff(problem))
  return arrivingBody.read(() => end?.())
}

/** @throws ProblemError request_canceled */
function assertPresent(client: ResponseSink): void {
  if (client.isAborted) throw new ProblemError('request_canceled')
}
