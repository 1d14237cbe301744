import type { AuthInfo } from '@modelcontextprotocol/server'
import type { Principal } from '../workspaces/principal.ts'
import type { EndpointOptions } from './endpoint-options.ts'

/** What each request carries to its tools, in the `AuthInfo` of the MCP SDK. */
export interface Extra {
  readonly principal: Principal
  readonly identify: () => Promise<Principal>
  readonly requestId: string
  /** Of the protected resource metadata (RFC 9728). */
  readonly metadataUrl: string
  readonly options: EndpointOptions
  /** The parsed body. */
  readonly message: unknown
  /** Aborted when the HTTP connection of the call closes. */
  readonly signal: AbortSignal
}

/** For the MCP SDK, which hands it on to what serves the request. */
export function authInfoOf(extra: Extra): AuthInfo {
  const { principal, metadataUrl: resourceMetadataUrl } = extra
  const { principalId, scopes } = principal
  return { token: '', clientId: principalId, scopes: [...scopes], resourceMetadataUrl, extra: { ...extra } }
}

/** @throws Error if a request came without: no tool runs for a principal that is not known */
export function extraOf(authInfo: AuthInfo | undefined): Extra {
  if (!authInfo?.extra) throw new Error('an MCP request has no principal')
  return authInfo.extra as unknown as Extra
}
