import type { Store } from '../context.ts'
import { insertInto, renamedColumnsOf, type RowOf } from './columns.ts'
import type { Sql } from './sql.ts'

const COLUMNS = renamedColumnsOf('unchecked_contacts', {
  hash: 'contact_hash',
  workspaceId: 'workspace_id',
  connectionId: 'connection_id',
  audienceId: 'audience_id',
  emailCiphertext: 'email_ciphertext',
  mustUnsubscribe: 'must_unsubscribe',
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
          audience_id: contact.audienceId,
          email_ciphertext: contact.emailCiphertext,
          must_unsubscribe: mustUnsubscribe ? 1 : 0,
          due_at: dueAt,
          created_at: contact.createdAt,
        },
        // Of two requests for one contact, the stricter one counts.
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
    async acquire({ now, until, limit }) {
      const text = `UPDATE unchecked_contacts SET due_at = $1
        WHERE contact_hash IN (SELECT contact_hash FROM unchecked_contacts WHERE due_at <= $2
          ORDER BY due_at LIMIT $3 ${sql.skipLocked})
        RETURNING ${COLUMNS}`
      const rows = await sql.change<RowOf<typeof COLUMNS>>(text, [until, now, limit])
      return rows.map((row) => ({ ...row, mustUnsubscribe: row.mustUnsubscribe === 1 }))
    },
    async postpone(workspaceId, hash, dueAt) {
      const text = 'UPDATE unchecked_contacts SET due_at = $1 WHERE contact_hash = $2 AND workspace_id = $3'
      await sql.write([{ text, values: [dueAt, hash, workspaceId] }])
    },
  }
}
