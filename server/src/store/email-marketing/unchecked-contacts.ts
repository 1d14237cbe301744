import type { Store } from '../../context.ts'
import type { DueContact, FailingChecks } from '../../email-marketing/model/unchecked-contact.ts'
import { insertInto, renamedColumnsOf, type RowOf } from '../sql/columns.ts'
import { createParameters } from '../sql/parameters.ts'
import type { Sql } from '../sql/sql.ts'

const COLUMNS = renamedColumnsOf('unchecked_contacts', {
  hash: 'contact_hash',
  workspaceId: 'workspace_id',
  connectionId: 'connection_id',
  accountId: 'account_id',
  audienceId: 'audience_id',
  emailCiphertext: 'email_ciphertext',
  mustUnsubscribe: 'must_unsubscribe',
  errorCode: 'error_code',
  createdAt: 'created_at',
})

export function createUncheckedContacts(sql: Sql): Store['uncheckedContacts'] {
  return {
    async insert({ hash, dueAt, mustUnsubscribe, ...contact }) {
      const row = insertInto(
        'unchecked_contacts',
        {
          contact_hash: hash,
          workspace_id: contact.workspaceId,
          connection_id: contact.connectionId,
          account_id: contact.accountId,
          audience_id: contact.audienceId,
          email_ciphertext: contact.emailCiphertext,
          must_unsubscribe: mustUnsubscribe ? 1 : 0,
          due_at: dueAt,
          created_at: contact.createdAt,
        },
        // Of two requests for one contact, the stricter one applies.
        `ON CONFLICT (contact_hash) DO UPDATE
          SET must_unsubscribe = CASE WHEN excluded.must_unsubscribe = 1 THEN 1 ELSE unchecked_contacts.must_unsubscribe END, due_at = excluded.due_at`,
      )
      await sql.write([row])
    },
    async exists(workspaceId, hash) {
      const text = 'SELECT 1 AS one FROM unchecked_contacts WHERE contact_hash = $1 AND workspace_id = $2'
      return (await sql.one(text, [hash, workspaceId])) !== undefined
    },
    async remove(workspaceId, hash) {
      const text = 'DELETE FROM unchecked_contacts WHERE contact_hash = $1 AND workspace_id = $2'
      await sql.write([{ text, values: [hash, workspaceId] }])
    },
    async acquire({ now, latest, until }) {
      return (
        (await acquireFirst(sql, 'due_at <= $2', [until, now])) ??
        acquireFirst(sql, 'due_at > $2', [until, latest])
      )
    },
    reschedule({ workspaceId, hash }, from, { dueAt, errorCode }) {
      const { values, bind } = createParameters()
      const sets = [`due_at = ${bind(dueAt)}`]
      if (errorCode !== undefined) sets.push(`error_code = ${bind(errorCode)}`)
      const text = `UPDATE unchecked_contacts SET ${sets.join(', ')}
        WHERE contact_hash = ${bind(hash)} AND workspace_id = ${bind(workspaceId)} AND due_at = ${bind(from)}`
      return sql.write([{ text, values, mustChange: true }])
    },
    async hasFailing({ workspaceId, connectionId }, errorCode) {
      const text = `SELECT 1 AS one FROM unchecked_contacts
        WHERE connection_id = $1 AND workspace_id = $2 AND error_code = $3 LIMIT 1`
      return (await sql.one(text, [connectionId, workspaceId, errorCode])) !== undefined
    },
    listFailing(workspaceId) {
      const text = `SELECT connection_id AS "connectionId", MIN(error_code) AS "errorCode", COUNT(*) AS "contactCount"
        FROM unchecked_contacts WHERE workspace_id = $1 AND error_code IS NOT NULL
        GROUP BY connection_id ORDER BY connection_id LIMIT 20`
      return sql.scan<FailingChecks>(text, [workspaceId])
    },
  }
}

/** Acquires the first due contact. @param values when it is due next, and the parameter of `isDue` */
async function acquireFirst(
  sql: Sql,
  isDue: string,
  values: readonly [until: number, at: number],
): Promise<DueContact | undefined> {
  const text = `UPDATE unchecked_contacts SET due_at = $1
    WHERE contact_hash IN (SELECT contact_hash FROM unchecked_contacts WHERE ${isDue}
      ORDER BY due_at LIMIT 1 ${sql.skipLocked})
    RETURNING ${COLUMNS}`
  const [row] = await sql.change<RowOf<typeof COLUMNS>>(text, values)
  return row && { ...row, mustUnsubscribe: row.mustUnsubscribe === 1 }
}
