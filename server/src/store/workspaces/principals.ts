import type { PrincipalRepository } from '../../workspaces/principal-repository.ts'
import {
  isRole,
  isScope,
  principalOfAssistant,
  principalOfSecretKey,
  principalOfUser,
  type Principal,
  type PrincipalReference,
} from '../../workspaces/principal.ts'
import type { Tables } from '../schema/tables.ts'
import type { Sql } from '../sql/sql.ts'
import { readList, readTexts } from '../sql/stored-lists.ts'

/** Reads a principal of one kind. */
type Find = (sql: Sql, id: string, workspaceId: string) => Promise<Principal | undefined>

const FIND: Readonly<Record<PrincipalReference['kind'], Find>> = {
  secret_key: findSecretKey,
  user: findUser,
  assistant: findAssistant,
}

export function createPrincipals(sql: Sql): PrincipalRepository {
  return {
    find: ({ kind, principalId, workspaceId }) => FIND[kind](sql, principalId, workspaceId),
  }
}

async function findSecretKey(sql: Sql, id: string, workspaceId: string): Promise<Principal | undefined> {
  const text = 'SELECT scopes FROM secret_keys WHERE id = $1 AND workspace_id = $2 AND revoked_at IS NULL'
  const row = await sql.one<Pick<Tables['secret_keys'], 'scopes'>>(text, [id, workspaceId])
  return row && principalOfSecretKey({ id, workspaceId, scopes: readList(row.scopes, isScope) })
}

async function findUser(sql: Sql, userId: string, workspaceId: string): Promise<Principal | undefined> {
  const text = 'SELECT role FROM members WHERE user_id = $1 AND workspace_id = $2'
  const row = await sql.one<Pick<Tables['members'], 'role'>>(text, [userId, workspaceId])
  return row && isRole(row.role) ? principalOfUser({ userId, workspaceId, role: row.role }) : undefined
}

type AssistantRow = Pick<Tables['assistants'], 'user_id' | 'scopes' | 'connection_ids'> &
  Pick<Tables['members'], 'role'>

async function findAssistant(
  sql: Sql,
  assistantId: string,
  workspaceId: string,
): Promise<Principal | undefined> {
  const text = `SELECT assistants.user_id, assistants.scopes, assistants.connection_ids, members.role
    FROM assistants JOIN members
      ON members.user_id = assistants.user_id AND members.workspace_id = assistants.workspace_id
    WHERE assistants.id = $1 AND assistants.workspace_id = $2 AND assistants.revoked_at IS NULL`
  const row = await sql.one<AssistantRow>(text, [assistantId, workspaceId])
  if (!row || !isRole(row.role)) return undefined
  return principalOfAssistant({
    assistantId,
    workspaceId,
    userId: row.user_id,
    role: row.role,
    scopes: readList(row.scopes, isScope),
    connectionIds: row.connection_ids === null ? null : readTexts(row.connection_ids),
  })
}
