import { HubError } from '../errors.ts'
import { SECOND } from '../time.ts'
import { checkConnection } from './check-connection.ts'
import type { Caller } from './caller.ts'
import type { FreshToken, TokenDoor } from './fresh-token.ts'
import type { AnswerHeaders, ForwardCaller, Ports } from './ports.ts'
import { accessNeededFor, isAllowed } from './provider.ts'
import { providerOf } from './apps.ts'
import { readProxyPath } from './proxy-path.ts'
import type { Turns } from './turns.ts'
import type { UsageCounter } from './usage.ts'

export interface ForwardParts {
  readonly door: TokenDoor
  readonly turns: Turns
  readonly usage: UsageCounter
}

export interface ForwardRequest {
  readonly connectionId: string
  readonly method: string
  /** With its query, as it stood in the request. */
  readonly path: string
  /** Name, value, name, value, …: as they came. */
  readonly rawHeaders: readonly string[]
  readonly body: AsyncIterable<Uint8Array> | null
}

/** Between two neighbours only (RFC 9110, 7.6.1), ours to set, or ours to keep: none of these travels on. */
const NOT_FORWARDED = new Set(
  (
    'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade ' +
    'authorization cookie host expect forwarded x-forwarded-for x-forwarded-host x-forwarded-proto ' +
    'x-forwarded-port x-real-ip x-http-method-override'
  ).split(' '),
)
const NOT_RETURNED = new Set(
  (
    'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade ' +
    'set-cookie strict-transport-security access-control-allow-origin access-control-allow-credentials'
  ).split(' '),
)

/**
 * Forwards one call to the platform, authorized, and streams the answer. What the call needs is looked up in the
 * provider's table and must be allowed by the person; the host is the account's own and no other.
 * @throws HubError connection_not_found, disconnected, access_not_allowed, proxy_path_refused, platform_busy,
 *   platform_timeout, platform_unreachable
 */
export function forwardRequest(
  ports: Ports,
  parts: ForwardParts,
  caller: Caller,
  request: ForwardRequest,
  answer: ForwardCaller,
): Promise<void> | void {
  const { door } = parts
  const send = (fresh: FreshToken): Promise<void> | void =>
    sendWith(ports, parts, caller, request, answer, fresh)
  // A hot connection needs no promise; with one for each step a call would cost a third more.
  const remembered = door.remembered(caller.workspaceId, request.connectionId)
  return remembered ? send(remembered) : door.freshToken(caller.workspaceId, request.connectionId).then(send)
}

function sendWith(
  ports: Ports,
  { door, turns, usage }: ForwardParts,
  caller: Caller,
  request: ForwardRequest,
  answer: ForwardCaller,
  fresh: FreshToken,
): Promise<void> | void {
  const { connection } = fresh
  const provider = providerOf(ports, connection.providerId)
  const needs = accessNeededFor(provider, request.method, readProxyPath(request.path))
  if (!isAllowed(connection.access, needs)) throw new HubError('access_not_allowed', { facts: { needs } })
  usage.count('proxy.called', caller, connection.id)
  const { authorizationScheme, maxConcurrentCalls, timeoutSeconds, unauthorizedStatus } = provider.api
  const call = {
    method: request.method,
    apiBaseUrl: connection.account.apiBaseUrl,
    path: request.path,
    headers: outgoingHeaders(request.rawHeaders, `${authorizationScheme} ${fresh.token.reveal()}`),
    body: request.body,
    timeoutMs: timeoutSeconds * SECOND,
  }
  const forward = (endTurn: () => void): void => {
    let status = 0
    ports.outbound.forward(provider, call, {
      onGone: (listener) => answer.onGone(listener),
      head(code, headers) {
        status = code
        answer.head(code, returnedHeaders(headers, fresh))
      },
      data: (chunk, resume) => answer.data(chunk, resume),
      end() {
        endTurn()
        answer.end()
        if (status === unauthorizedStatus) checkSoon(ports, door, caller, connection.id)
      },
      fail(error) {
        endTurn()
        answer.fail(error)
      },
    })
  }
  const turn = turns.take(`${provider.id} ${connection.account.id}`, maxConcurrentCalls)
  return typeof turn === 'function' ? forward(turn) : turn.then(forward)
}

function outgoingHeaders(raw: readonly string[], authorization: string): string[] {
  const connection = valueOf(raw, 'connection')
  const named =
    connection && !/^(?:keep-alive|close)$/i.test(connection)
      ? new Set(connection.toLowerCase().split(/\s*,\s*/))
      : undefined
  const headers = ['authorization', authorization]
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string
    const lower = name.toLowerCase()
    if (!NOT_FORWARDED.has(lower) && !named?.has(lower)) headers.push(name, raw[index + 1] as string)
  }
  return headers
}

function returnedHeaders(given: AnswerHeaders, fresh: FreshToken): AnswerHeaders {
  const headers: AnswerHeaders = { 'letterlock-credential': fresh.credential }
  for (const name in given) if (!NOT_RETURNED.has(name)) headers[name] = given[name]
  return headers
}

function valueOf(raw: readonly string[], wanted: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2)
    if (raw[index]?.toLowerCase() === wanted) return raw[index + 1]
  return undefined
}

/** The platform said no: find out what that means, so that the status tells the truth. The caller need not wait. */
function checkSoon(ports: Ports, door: TokenDoor, { workspaceId }: Caller, id: string): void {
  checkConnection(ports, door, { workspaceId, id, actor: 'system' }).catch((error: unknown) =>
    ports.log.warn({ err: error, connection: id }, 'the check after a refused call failed'),
  )
}
