import type { Store } from '../../context.ts'
import { compareIds } from '../../kernel/id.ts'
import { insertEvent } from '../events/events.ts'
import type { BulkForm, Statement } from '../sql/sql.ts'

const answered: BulkForm['text'] = (
  value,
  from,
) => `UPDATE connections SET last_call_at = ${value(1)}, previous_token_set_ciphertext =
  CASE WHEN token_set_version = ${value(2)} THEN NULL ELSE previous_token_set_ciphertext END ${from} WHERE id = ${value(3)}`

const ANSWERED = answered((n) => `$${n}`, '')

/** The statements of a usage, in the order of IDs, so that two processes cannot deadlock on the same rows. */
export function usageStatements(
  usage: Parameters<Store['connections']['recordUsage']>[0],
  now: number,
): Statement[] {
  const lastUsed = [...usage.keys].toSorted(compareIds).map((principalId) => ({
    text: 'UPDATE secret_keys SET last_used_at = $1 WHERE id = $2',
    values: [now, principalId],
  }))
  // Where the provider has accepted the newest token, the previous token set is not needed.
  const lastCalls = [...usage.answered]
    .toSorted(([one], [other]) => compareIds(one, other))
    .map(([id, { at, tokenSetVersion }]) => ({
      text: ANSWERED,
      values: [at, tokenSetVersion, id],
      bulk: { row: id, text: answered },
    }))
  const events = usage.lines.map(({ workspaceId, connectionId, type, principalId, count }) =>
    insertEvent(workspaceId, { type, connectionId, actor: principalId, data: { count } }, now),
  )
  return [...lastUsed, ...lastCalls, ...events]
}
