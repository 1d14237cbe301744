import type { Connection } from '../core/connection.ts'
import { HubError } from '../errors.ts'
import type { ToolContext } from './tool.ts'

export interface Named {
  /** Short, unique among them, and the same as long as they are the same. */
  readonly name: string
  readonly connection: Connection
}

const MOST = 200

/** The accounts that this caller may use, each with a short name for people and assistants. */
export async function namedConnections({ parts: { ports }, caller }: ToolContext): Promise<Named[]> {
  const filter = { owner: caller.owner ?? undefined }
  const all = await ports.store.connections.list(caller.workspaceId, filter, { limit: MOST, after: null })
  const slugs = all.map(({ account, providerId }) => `${slugOf(account.name)}-${providerId}`)
  return all.map((connection, index) => {
    const slug = slugs[index] ?? ''
    const before = slugs.slice(0, index).filter((other) => other === slug).length
    return { name: before === 0 ? slug : `${slug}-${before + 1}`, connection }
  })
}

/** The one that was named, or the only one. @throws HubError not_connected, connection_unclear, connection_not_found */
export async function chooseConnection(context: ToolContext, asked: string | undefined): Promise<Named> {
  const all = await namedConnections(context)
  if (asked !== undefined) {
    const found = all.find(({ name, connection }) => name === asked || connection.id === asked)
    if (!found) throw new HubError('connection_not_found')
    return found
  }
  const [only, ...more] = all
  if (!only)
    throw new HubError('not_connected', { facts: { connectUrl: `${context.parts.ports.publicUrl}/add` } })
  if (more.length > 0) throw new HubError('connection_unclear', { facts: { names: namesOf(all) } })
  return only
}

function namesOf(all: readonly Named[]): string {
  return all.map(({ name }) => name).join(', ')
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}’']/gu, '')
    .toLowerCase()
  return (
    plain
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 40) || 'account'
  )
}
