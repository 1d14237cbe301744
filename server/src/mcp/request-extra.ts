import type { AuthInfo } from '@modelcontextprotocol/server'
import type { Principal } from '../workspaces/principal.ts'
import type { EndpointOptions } from './endpoint-options.ts'

/** The data that each request passes to its tools, in the `AuthInfo` of the MCP SDK. */
export interface Extra {
  readonly principal: Principal
  readonly identify: () => Promise<Principal>
  readonly requestId: string
  /** The URL of the protected resource metadata (RFC 9728). */
  readonly metadataUrl: string
  readonly options: EndpointOptions
  /** The parsed body. */
  readonly message: unknown
  /** Aborted when the HTTP connection of the call closes. */
  readonly signal: AbortSignal
}

/** Wraps it for the MCP SDK, which passes it to the handlers. */
export function authInfoOf(extra: Extra): AuthInfo {
  const { principal, metadataUrl: resourceMetadataUrl } = extra
  const { principalId, scopes } = principal
  return { token: '', clientId: principalId, scopes: [...scopes], resourceMetadataUrl, extra: { ...extra } }
}

/** @throws Error if it is missing: no tool runs without a principal */
export function extraOf(authInfo: AuthInfo | undefined): Extra {
  if (!authInfo?.extra) throw new Error('an MCP request has no principal')
  return authInfo.extra as unknown as Extra
}
