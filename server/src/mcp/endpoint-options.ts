import { TOOLSETS, type Tool, type Toolset } from './tool.ts'
import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'

/** The options in the endpoint's URL: `/mcp`, `/mcp/readonly`, `/mcp/connections/{connection}`, and `?toolsets=`. */
export interface EndpointOptions {
  readonly readOnly: boolean
  /** null for all. */
  readonly toolsets: ReadonlySet<Toolset> | null
  /** ID or name of the only connection; null for all. */
  readonly connection: string | null
}

const ENDPOINT = /^\/mcp(?:\/connections\/([^/]+))?(\/readonly)?\/?$/

/** @throws ProblemError not_found, invalid_request */
export function endpointOptions({ pathname, searchParams }: URL): EndpointOptions {
  const [whole, connection, readOnly] = ENDPOINT.exec(pathname) ?? []
  if (whole === undefined) throw new ProblemError('not_found')
  const named = searchParams.get('toolsets')?.split(',')
  const toolsets = named && TOOLSETS.filter((toolset) => named.includes(toolset))
  if (named?.some((name) => !TOOLSETS.some((toolset) => toolset === name)))
    throw invalidRequest({
      parameter: 'toolsets',
      detail: `toolsets must be one or more of ${TOOLSETS.join(', ')}.`,
    })
  return {
    readOnly: readOnly !== undefined,
    toolsets: toolsets ? new Set(toolsets) : null,
    connection: connection === undefined ? null : decoded(connection),
  }
}

/** The tools of a principal. A secret key gets those that its scopes allow; an assistant gets all, and a call beyond its scopes asks the user for them (step-up). */
export function toolsFor(
  all: readonly Tool[],
  options: EndpointOptions,
  { kind, scopes }: Principal,
): Tool[] {
  return all.filter(
    ({ toolset, effect, scope }) =>
      (!options.readOnly || effect === 'read') &&
      (options.toolsets === null || toolset === 'connections' || options.toolsets.has(toolset)) &&
      (kind === 'assistant' || scopes.has(scope)),
  )
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (cause) {
    throw new ProblemError('not_found', { cause })
  }
}
