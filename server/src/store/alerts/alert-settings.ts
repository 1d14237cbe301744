import type { Role } from '@letterlock/sdk/wire.ts'
import type { AlertRecipient, AlertRepository } from '../../alerts/alert.ts'
import { toLocale } from '../../kernel/locale.ts'
import { columnsOf, type RowOf } from '../sql/columns.ts'
import type { Sql } from '../sql/sql.ts'
import { isRole } from '../../workspaces/principal.ts'
import { readList } from '../sql/stored-lists.ts'

const SETTINGS_COLUMNS = columnsOf('alert_settings', ['email_roles', 'webhook_url_ciphertext'])
const DEFAULT_ROLES: readonly Role[] = ['owner', 'admin']

type Settings = Pick<
  AlertRepository,
  'settings' | 'updateSettings' | 'recipients' | 'receivesEmail' | 'setReceivesEmail'
>

/** Who gets alerts. */
export function createAlertSettings(sql: Sql): Settings {
  return {
    async settings(workspaceId) {
      const text = `SELECT ${SETTINGS_COLUMNS} FROM alert_settings WHERE workspace_id = $1`
      const row = await sql.one<RowOf<typeof SETTINGS_COLUMNS>>(text, [workspaceId])
      if (!row) return { emailRoles: DEFAULT_ROLES, webhookUrlCiphertext: null }
      return {
        emailRoles: readList(row.email_roles, isRole),
        webhookUrlCiphertext: row.webhook_url_ciphertext,
      }
    },
    async updateSettings(workspaceId, { emailRoles, webhookUrlCiphertext }) {
      const text = `INSERT INTO alert_settings (workspace_id, email_roles, webhook_url_ciphertext) VALUES ($1, $2, $3)
        ON CONFLICT (workspace_id) DO UPDATE SET email_roles = excluded.email_roles, webhook_url_ciphertext = excluded.webhook_url_ciphertext`
      await sql.write([
        { text, values: [workspaceId, JSON.stringify(emailRoles), webhookUrlCiphertext], erases: true },
      ])
    },
    async recipients(workspaceId, roles) {
      const rows = await sql.all<Omit<AlertRecipient, 'locale'> & { readonly locale: string | null }>(
        `SELECT users.id AS "userId", users.email, users.name, users.locale FROM members JOIN users ON users.id = members.user_id
          WHERE members.workspace_id = $1 AND members.receives_alerts = 1 AND members.role IN ${sql.listOf('$2')} ORDER BY users.email`,
        [workspaceId, JSON.stringify(roles)],
      )
      return rows.map((row) => ({ ...row, locale: toLocale(row.locale) }))
    },
    async receivesEmail(workspaceId, userId) {
      const text = 'SELECT receives_alerts AS receives FROM members WHERE workspace_id = $1 AND user_id = $2'
      return (await sql.one<{ receives: number }>(text, [workspaceId, userId]))?.receives === 1
    },
    async setReceivesEmail(workspaceId, userId, receives) {
      const text = 'UPDATE members SET receives_alerts = $1 WHERE workspace_id = $2 AND user_id = $3'
      await sql.write([{ text, values: [receives ? 1 : 0, workspaceId, userId] }])
    },
  }
}
