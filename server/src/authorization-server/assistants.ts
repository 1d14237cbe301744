import type { Scope } from '@letterlock/sdk/wire.ts'
import type { Assistant } from './assistant.ts'
import type { SignedIn } from '../identity/users.ts'
import { ProblemError } from '../kernel/errors.ts'
import { insertEvent } from '../store/events.ts'
import type { Sql } from '../store/sql.ts'

interface Row {
  id: string
  workspaceId: string
  userId: string
  name: string
  host: string
  scopes: string
  connections: string | null
  createdAt: number
  lastUsedAt: number | null
}

export interface AuthorizedAssistantRow extends Assistant {
  readonly userId: string
}

type NewAssistant = Pick<Assistant, 'id' | 'name' | 'host' | 'scopes' | 'connections'> & {
  readonly clientHash: string
}

const COLUMNS = `id, workspace_id AS "workspaceId", user_id AS "userId", name, redirect_host AS host, scopes, connection_ids AS connections,
  created_at AS "createdAt", last_used_at AS "lastUsedAt"`

/** The authorized assistants: one row per consent. */
export function createAssistantGrants(sql: Sql, now: () => Date) {
  return {
    async add({ userId, workspaceId }: SignedIn, assistant: NewAssistant): Promise<void> {
      const { id, clientHash, name, host, scopes, connections } = assistant
      const at = now().getTime()
      const event = {
        type: 'assistant.authorized',
        connectionId: null,
        actor: userId,
        data: { assistant: id, name, host, scopes },
      } as const
      await sql.write([
        {
          text: `INSERT INTO assistants (id, workspace_id, user_id, client_id_hash, name, redirect_host, scopes, connection_ids, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          values: [
            id,
            workspaceId,
            userId,
            clientHash,
            name,
            host,
            JSON.stringify(scopes),
            connections && JSON.stringify(connections),
            at,
          ],
        },
        insertEvent(workspaceId, event, at),
      ])
    },
    async read(id: string): Promise<AuthorizedAssistantRow | undefined> {
      const text = `SELECT ${COLUMNS} FROM assistants WHERE id = $1 AND revoked_at IS NULL`
      const row = await sql.one<Row>(text, [id])
      return row && toAssistant(row)
    },
    /** Without those that hold no valid token any more: signed out, or unused for longer than a refresh token lives. */
    async list(userId: string): Promise<Assistant[]> {
      const text = `SELECT ${COLUMNS} FROM assistants WHERE user_id = $1 AND revoked_at IS NULL AND EXISTS
          (SELECT 1 FROM oidc_records WHERE grant_id = assistants.id AND expires_at > $2)
        ORDER BY created_at DESC, id`
      return (await sql.all<Row>(text, [userId, now().getTime()])).map(toAssistant)
    },
    async noteUsed({ id, lastUsedAt }: Assistant, everyMs: number): Promise<void> {
      const at = now().getTime()
      if (lastUsedAt !== null && at - lastUsedAt < everyMs) return
      await sql.write([{ text: 'UPDATE assistants SET last_used_at = $1 WHERE id = $2', values: [at, id] }])
    },
    /** @throws ProblemError assistant_not_found */
    async revoke({ userId, workspaceId }: SignedIn, id: string): Promise<void> {
      const at = now().getTime()
      const { name = null } =
        (await sql.one<{ name: string }>('SELECT name FROM assistants WHERE id = $1 AND user_id = $2', [
          id,
          userId,
        ])) ?? {}
      const event = {
        type: 'assistant.revoked',
        connectionId: null,
        actor: userId,
        data: { assistant: id, name },
      } as const
      const revoked = await sql.write([
        {
          text: 'UPDATE assistants SET revoked_at = $1 WHERE id = $2 AND user_id = $3 AND revoked_at IS NULL',
          values: [at, id, userId],
          mustChange: true,
        },
        insertEvent(workspaceId, event, at),
      ])
      if (!revoked) throw new ProblemError('assistant_not_found')
    },
  }
}

function toAssistant({ scopes, connections, ...row }: Row): AuthorizedAssistantRow {
  return {
    ...row,
    scopes: JSON.parse(scopes) as Scope[],
    connections: connections === null ? null : (JSON.parse(connections) as string[]),
  }
}
