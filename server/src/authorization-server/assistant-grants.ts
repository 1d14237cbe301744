import type { Assistant } from './assistant.ts'
import type { SignedIn } from '../identity/users.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { insertInto, renamedColumnsOf, type RowOf } from '../store/sql/columns.ts'
import { insertEvent } from '../store/events/events.ts'
import { revokeAssistants, type AssistantRevocation } from '../store/workspaces/revoke-assistants.ts'
import type { Sql, Statement } from '../store/sql/sql.ts'
import { readList, readTexts } from '../store/sql/stored-lists.ts'
import { isScope } from '../workspaces/principal.ts'

const COLUMNS = renamedColumnsOf('assistants', {
  id: 'id',
  workspaceId: 'workspace_id',
  userId: 'user_id',
  name: 'name',
  host: 'redirect_host',
  scopes: 'scopes',
  connections: 'connection_ids',
  createdAt: 'created_at',
  lastUsedAt: 'last_used_at',
})

type Row = RowOf<typeof COLUMNS>

export interface AuthorizedAssistantRow extends Assistant {
  readonly userId: string
}

type NewAssistant = Pick<Assistant, 'id' | 'name' | 'host' | 'scopes' | 'connections'> & {
  readonly clientHash: string
}

export type AssistantGrants = ReturnType<typeof createAssistantGrants>

/** The authorized assistants: one row per consent. */
export function createAssistantGrants(sql: Sql, now: () => Date) {
  /** Returns false if it is already revoked. */
  const end = async (
    id: string,
    { actor, reason }: Pick<AssistantRevocation, 'actor' | 'reason'>,
  ): Promise<boolean> => {
    const [first, ...rest] = await revokeAssistants(sql, { id }, { actor, reason, now: now().getTime() })
    return first !== undefined && sql.write([{ ...first, mustChange: true }, ...rest])
  }
  return {
    /** Completes the consent request with this consent. @throws ProblemError consent_request_used */
    async add(
      { userId, workspaceId }: SignedIn,
      interactionId: string,
      assistant: NewAssistant,
    ): Promise<void> {
      const { id, name, host, scopes, connections } = assistant
      const at = now().getTime()
      const data = { assistantId: id, name, redirectHost: host, scopes, connectionIds: connections }
      const event = { type: 'assistant.authorized', connectionId: null, actor: userId, data } as const
      const row = insertAssistant({ ...assistant, userId, workspaceId, createdAt: at })
      await answerRequest({ sql, now }, interactionId, [row, insertEvent(workspaceId, event, at)])
    },
    /** Completes the consent request without a consent. @throws ProblemError consent_request_used */
    decline: (interactionId: string) => answerRequest({ sql, now }, interactionId, []),
    async read(id: string): Promise<AuthorizedAssistantRow | undefined> {
      const text = `SELECT ${COLUMNS} FROM assistants WHERE id = $1 AND revoked_at IS NULL`
      const row = await sql.one<Row>(text, [id])
      return row && toAssistant(row)
    },
    /** Omits assistants without a valid token: they are signed out, or unused for longer than a refresh token lives. */
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
    /** Revokes an assistant at the user's request. @throws ProblemError assistant_not_found */
    async revoke({ userId }: SignedIn, id: string): Promise<void> {
      const known = 'SELECT 1 AS one FROM assistants WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL'
      if (!(await sql.one(known, [id, userId])) || !(await end(id, { actor: userId, reason: 'requested' })))
        throw new ProblemError('assistant_not_found')
    },
    end,
  }
}

function insertAssistant(
  assistant: NewAssistant & Pick<AuthorizedAssistantRow, 'userId' | 'workspaceId' | 'createdAt'>,
): Statement {
  const { id, workspaceId, userId, clientHash, name, host, scopes, connections, createdAt } = assistant
  return insertInto('assistants', {
    id,
    workspace_id: workspaceId,
    user_id: userId,
    client_id_hash: clientHash,
    name,
    redirect_host: host,
    scopes: JSON.stringify(scopes),
    connection_ids: connections && JSON.stringify(connections),
    created_at: createdAt,
  })
}

/** A consent request is completed once: of two concurrent decisions, the first counts. @throws ProblemError consent_request_used */
async function answerRequest(
  { sql, now }: { readonly sql: Sql; readonly now: () => Date },
  interactionId: string,
  statements: readonly Statement[],
): Promise<void> {
  const text = `UPDATE oidc_records SET consumed_at = $1
    WHERE model = 'Interaction' AND id_hash = $2 AND consumed_at IS NULL`
  const values = [now().getTime(), hashToken(interactionId)]
  if (!(await sql.write([{ text, values, mustChange: true }, ...statements])))
    throw new ProblemError('consent_request_used')
}

function toAssistant({ scopes, connections, ...row }: Row): AuthorizedAssistantRow {
  return {
    ...row,
    scopes: readList(scopes, isScope),
    connections: connections === null ? null : readTexts(connections),
  }
}
