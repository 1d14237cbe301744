import { TOOLSETS, type Tool, type Toolset } from './tool.ts'
import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'

/** What an address asks for: `/mcp`, `/mcp/readonly`, `/mcp/connections/{connection}`, and `?toolsets=`. */
export interface Shape {
  readonly readOnly: boolean
  /** null: all. */
  readonly toolsets: ReadonlySet<Toolset> | null
  /** The one account that this address is about; null: all. */
  readonly connection: string | null
}

const ADDRESS = /^\/mcp(?:\/connections\/([^/]+))?(\/readonly)?\/?$/

/** @throws HubError not_found, invalid_request */
export function shapeOf({ pathname, searchParams }: URL): Shape {
  const [whole, connection, readOnly] = ADDRESS.exec(pathname) ?? []
  if (whole === undefined) throw new ProblemError('not_found')
  const named = searchParams.get('toolsets')?.split(',')
  const unknown = named?.filter((name) => !(TOOLSETS as readonly string[]).includes(name))
  if (unknown && unknown.length > 0)
    throw invalidRequest({
      parameter: 'toolsets',
      detail: `toolsets names one or more of ${TOOLSETS.join(', ')}.`,
    })
  return {
    readOnly: readOnly !== undefined,
    toolsets: named ? new Set(named as Toolset[]) : null,
    connection: connection === undefined ? null : decoded(connection),
  }
}

/** A program sees what its key can do; an assistant sees all, and asks the person for more when it comes to that. */
export function toolsFor(all: readonly Tool[], shape: Shape, { kind, scopes }: Principal): Tool[] {
  return all.filter(
    ({ toolset, effect, scope }) =>
      (!shape.readOnly || effect === 'read') &&
      (shape.toolsets === null || toolset === 'connections' || shape.toolsets.has(toolset)) &&
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
