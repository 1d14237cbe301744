import type { ErrorCode } from '../kernel/error-catalogue.ts'
import type { Principal } from '../workspaces/principal.ts'

/** `proxy`: a forwarded call; `email_marketing`: a request to an email marketing route; `mcp_tool`: a tool call of an assistant. */
export const CALL_TYPES = ['proxy', 'email_marketing', 'mcp_tool'] as const
export type CallType = (typeof CALL_TYPES)[number]

/** One call through a connection, as it is logged: never bodies, queries or secrets. */
export interface Call {
  readonly id: string
  readonly workspaceId: string
  readonly type: CallType
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly requestId: string
  readonly principalType: Principal['kind']
  readonly principalId: string
  /** null: no connection was found. */
  readonly connectionId: string | null
  /** The operation ID, or the name of the tool; null for `proxy`. */
  readonly operation: string | null
  readonly method: string
  /** For `proxy` the path at the provider, otherwise the route's pattern. */
  readonly path: string
  /** What the client received; null if it had disconnected. */
  readonly statusCode: number | null
  /** Why Letterlock responded with an error; null if the response is the provider's. */
  readonly errorCode: ErrorCode | null
  readonly durationMs: number
  /** The time during which at least one request to the provider was in progress. */
  readonly providerDurationMs: number
  /** Requests that were sent to the provider. */
  readonly providerRequestCount: number
  readonly retryCount: number
  /** Bytes of the bodies that were sent to the provider, and received from it. */
  readonly requestBytes: number
  readonly responseBytes: number
  /** null: no credential was used. */
  readonly credential: 'oauth' | 'api_key' | null
}

/** The calls of an hour: all of them, also those that are not in the log. */
export interface HourTotals {
  /** The start of the hour, in epoch milliseconds. */
  readonly hour: number
  readonly callCount: number
  readonly errorCount: number
  readonly durationMs: number
  readonly maxDurationMs: number
  readonly providerDurationMs: number
}

/** The calls of one connection in an hour. */
export interface CallTotals extends HourTotals {
  readonly workspaceId: string
  readonly connectionId: string
}

/** Whether a call failed, with an error of Letterlock or of the provider. */
export function isFailed({ statusCode, errorCode }: Pick<Call, 'statusCode' | 'errorCode'>): boolean {
  return errorCode !== null || statusCode === null || statusCode >= 400
}
