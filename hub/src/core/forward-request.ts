import type { Caller } from './caller.ts'
import type { Checker } from './check-connection.ts'
import { MIN_VALID_MS, type TokenDoor } from './fresh-token.ts'
import { Forwarding } from './forwarding.ts'
import type { ForwardCaller, Ports } from './ports.ts'
import type { Refresher } from './refresher.ts'
import type { Turns } from './turns.ts'
import type { UsageCounter } from './usage.ts'

export interface ForwardParts {
  readonly ports: Ports
  readonly door: TokenDoor
  readonly refresher: Refresher
  readonly checker: Checker
  readonly turns: Turns
  readonly usage: UsageCounter
  /** How long a caller waits for a renewal. */
  readonly patienceMs: number
}

export interface ForwardRequest {
  readonly connectionId: string
  readonly method: string
  /** With its query, as it stood in the request; a whole address of the account's own API comes after the first slash. */
  readonly path: string
  /** Name, value, name, value, …: as they came. */
  readonly rawHeaders: readonly string[]
  /** A body that is whole can be sent again; one that streams cannot. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  /** How long a call that has been sent may go on when its caller leaves; absent: it is cut off. */
  readonly graceMs?: number
}

/**
 * Forwards one call to the platform, authorized, and streams the answer. What the call needs is looked up in the
 * provider's table and must be allowed by the person; the host is the account's own and no other. A refused credential
 * is renewed or checked, once, and the call sent once more; a busy platform is asked again when that is safe; then the platform's
 * answer is passed on as it is. Nothing is sent for a caller who has left.
 * @throws HubError connection_not_found, disconnected, access_not_allowed, missing_right, proxy_path_refused,
 *   proxy_path_unknown, platform_busy, platform_timeout, platform_unreachable, renewal_failing, renewal_under_way,
 *   request_cancelled
 */
export function forwardRequest(
  parts: ForwardParts,
  caller: Caller,
  request: ForwardRequest,
  answer: ForwardCaller,
): Promise<void> | void {
  const { door } = parts
  const { workspaceId } = caller
  const forwarding = new Forwarding(parts, caller, request, answer)
  // A hot connection needs no promise; with one for each step a call would cost a third more.
  const fresh = door.remembered(workspaceId, request.connectionId, MIN_VALID_MS)
  return fresh
    ? forwarding.send(fresh)
    : door.freshToken(workspaceId, request.connectionId).then((fresh) => forwarding.send(fresh))
}
