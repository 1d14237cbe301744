import type { Right } from '@letterlock/client/wire.ts'
import type { Assistant } from '../../core/assistants.ts'
import type { SignedIn } from '../../core/people.ts'
import { HubError } from '../../errors.ts'
import { insertEvent } from '../../store/events.ts'
import type { Sql } from '../../store/sql.ts'

interface Row {
  id: string
  workspaceId: string
  personId: string
  name: string
  host: string
  rights: string
  connections: string | null
  createdAt: number
  lastUsedAt: number | null
}

export interface LetInAssistant extends Assistant {
  readonly personId: string
}

type NewAssistant = Pick<Assistant, 'id' | 'name' | 'host' | 'rights' | 'connections'> & {
  readonly clientHash: string
}

const COLUMNS = `id, workspace_id AS "workspaceId", person_id AS "personId", name, host, rights, connections,
  created_at AS "createdAt", last_used_at AS "lastUsedAt"`

/** Those whom people have let in: one row for each consent. */
export function createLetIn(sql: Sql, now: () => Date) {
  return {
    async add({ personId, workspaceId }: SignedIn, assistant: NewAssistant): Promise<void> {
      const { id, clientHash, name, host, rights, connections } = assistant
      const at = now().getTime()
      const event = {
        type: 'assistant.let_in',
        connectionId: null,
        actor: personId,
        data: { assistant: id, name, host, rights },
      } as const
      await sql.write([
        {
          text: `INSERT INTO assistant (id, workspace_id, person_id, client_hash, name, host, rights, connections, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          values: [
            id,
            workspaceId,
            personId,
            clientHash,
            name,
            host,
            JSON.stringify(rights),
            connections && JSON.stringify(connections),
            at,
          ],
        },
        insertEvent(workspaceId, event, at),
      ])
    },
    async read(id: string): Promise<LetInAssistant | undefined> {
      const text = `SELECT ${COLUMNS} FROM assistant WHERE id = $1 AND revoked_at IS NULL`
      const row = await sql.one<Row>(text, [id])
      return row && toAssistant(row)
    },
    /** Those that can still do something: whoever signed out, or was away for longer than its tokens last, is not among them. */
    async list(personId: string): Promise<Assistant[]> {
      const text = `SELECT ${COLUMNS} FROM assistant WHERE person_id = $1 AND revoked_at IS NULL AND EXISTS
          (SELECT 1 FROM authorization_record WHERE grant_id = assistant.id AND expires_at > $2)
        ORDER BY created_at DESC, id`
      return (await sql.all<Row>(text, [personId, now().getTime()])).map(toAssistant)
    },
    async noteUsed({ id, lastUsedAt }: Assistant, everyMs: number): Promise<void> {
      const at = now().getTime()
      if (lastUsedAt !== null && at - lastUsedAt < everyMs) return
      await sql.write([{ text: 'UPDATE assistant SET last_used_at = $1 WHERE id = $2', values: [at, id] }])
    },
    /** Of this person. @throws HubError assistant_not_found */
    async revoke({ personId, workspaceId }: SignedIn, id: string): Promise<void> {
      const at = now().getTime()
      const { name = null } =
        (await sql.one<{ name: string }>('SELECT name FROM assistant WHERE id = $1 AND person_id = $2', [
          id,
          personId,
        ])) ?? {}
      const event = {
        type: 'assistant.sent_away',
        connectionId: null,
        actor: personId,
        data: { assistant: id, name },
      } as const
      const revoked = await sql.write([
        {
          text: 'UPDATE assistant SET revoked_at = $1 WHERE id = $2 AND person_id = $3 AND revoked_at IS NULL',
          values: [at, id, personId],
          mustChange: true,
        },
        insertEvent(workspaceId, event, at),
      ])
      if (!revoked) throw new HubError('assistant_not_found')
    },
  }
}

function toAssistant({ rights, connections, ...row }: Row): LetInAssistant {
  return {
    ...row,
    rights: JSON.parse(rights) as Right[],
    connections: connections === null ? null : (JSON.parse(connections) as string[]),
  }
}
