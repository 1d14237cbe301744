import { z } from 'zod'
import { hashToken } from '../../kernel/id.ts'
import { insertEvent } from '../events/events.ts'
import { eraseAnswersTo } from '../idempotency-keys.ts'
import { endSendRequestsOf } from '../email-marketing/send-requests.ts'
import type { Tables } from '../schema/tables.ts'
import type { EventData } from '../../workspaces/event-data.ts'
import type { Sql, Statement } from '../sql/sql.ts'

/** One assistant, or those of a user, in one workspace or in all. */
type Which = { readonly id: string } | { readonly userId: string; readonly workspaceId?: string }

export interface AssistantRevocation {
  /** ID of the actor: a user, the assistant itself, or `system`. */
  readonly actor: string
  readonly reason: 'requested' | 'signed_out' | 'token_reused' | 'member_removed' | 'email_address_verified'
  /** Epoch milliseconds. */
  readonly now: number
}

type Row = Pick<
  Tables['assistants'],
  'id' | 'workspace_id' | 'name' | 'redirect_host' | 'scopes' | 'connection_ids'
>

const VALID = `SELECT id, workspace_id, name, redirect_host, scopes, connection_ids FROM assistants WHERE revoked_at IS NULL AND`

/**
 * The only way to end assistants: statements that revoke each one, erase its tokens and the responses that are stored for it, and record an
 * event in its workspace. Empty if there is none.
 */
export async function revokeAssistants(
  sql: Sql,
  which: Which,
  { actor, reason, now }: AssistantRevocation,
): Promise<Statement[]> {
  const { condition, values } = conditionOf(which)
  const rows = await sql.all<Row>(`${VALID} ${condition} ORDER BY id`, values)
  return rows.flatMap((row) => [
    {
      text: 'UPDATE assistants SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL',
      values: [now, row.id],
    },
    // Its tokens and its grant, so that a refresh is rejected and the client asks its user again.
    {
      text: `DELETE FROM oidc_records WHERE grant_id = $1 OR (model = 'Grant' AND id_hash = $2)`,
      values: [row.id, hashToken(row.id)],
      erases: true,
    },
    eraseAnswersTo(row.workspace_id, row.id),
    endSendRequestsOf(row.workspace_id, row.id, now),
    insertEvent(
      row.workspace_id,
      { type: 'assistant.revoked', connectionId: null, actor, data: { ...dataOf(row), reason } },
      now,
    ),
  ])
}

function conditionOf(which: Which): { readonly condition: string; readonly values: readonly string[] } {
  if ('id' in which) return { condition: 'id = $1', values: [which.id] }
  const { userId, workspaceId } = which
  return workspaceId === undefined
    ? { condition: 'user_id = $1', values: [userId] }
    : { condition: 'user_id = $1 AND workspace_id = $2', values: [userId, workspaceId] }
}

function dataOf({ id, name, redirect_host, scopes, connection_ids }: Row): EventData['assistant.authorized'] {
  return {
    assistantId: id,
    name,
    redirectHost: redirect_host,
    scopes: parseTexts(scopes),
    connectionIds: connection_ids === null ? null : parseTexts(connection_ids),
  }
}

const parseTexts = (json: string): string[] => z.array(z.string()).parse(JSON.parse(json))
