import type { OAuthApp } from '../../workspaces/oauth-app.ts'
import type { Store } from '../../context.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import { insertEvent } from '../events/events.ts'
import { createNotifyingWrites, type Reads } from '../sql/notifying-writes.ts'
import type { Sql, Statement } from '../sql/sql.ts'

const COLUMNS = columnsOf('oauth_apps', [
  'id',
  'workspace_id',
  'provider',
  'client_id',
  'name',
  'secrets_version',
  'created_at',
])
const SECRET_COLUMNS = columnsOf('client_secrets', ['id', 'oauth_app_id', 'secret_ciphertext', 'created_at'])

type OAuthAppRow = RowOf<typeof COLUMNS>
type SecretRow = RowOf<typeof SECRET_COLUMNS>

/** @param isSimulated whether added OAuth apps are those of the sandbox */
export function createOAuthApps(database: Sql, isSimulated: boolean): Store['oauthApps'] {
  const sql: Reads = database
  const writes = createNotifyingWrites(database)

  return {
    onChange: writes.onChange,
    insert(app, event) {
      const row = {
        id: app.id,
        workspace_id: app.workspaceId,
        provider: app.providerSlug,
        client_id: app.clientId,
        name: app.name,
        is_simulated: isSimulated ? 1 : 0,
        created_at: app.createdAt,
      }
      return writes.write(app.id, [
        { ...insertInto('oauth_apps', row, 'ON CONFLICT DO NOTHING'), mustChange: true },
        ...app.clientSecrets.map((secret) => insertSecret(app, secret)),
        insertEvent(app.workspaceId, event, app.createdAt),
      ])
    },
    async read(workspaceId, id) {
      const text = `SELECT ${COLUMNS} FROM oauth_apps WHERE workspace_id = $1 AND id = $2`
      return (await withSecrets(sql, await sql.all<OAuthAppRow>(text, [workspaceId, id])))[0]
    },
    async list(workspaceId) {
      const text = `SELECT ${COLUMNS} FROM oauth_apps WHERE workspace_id = $1 ORDER BY id DESC`
      return withSecrets(sql, await sql.all<OAuthAppRow>(text, [workspaceId]))
    },
    addSecret(app, secret, event) {
      const text = 'UPDATE oauth_apps SET secrets_version = secrets_version + 1 WHERE id = $1'
      return writes.write(app.id, [
        { text, values: [app.id], mustChange: true },
        insertSecret(app, secret),
        insertEvent(app.workspaceId, event, secret.createdAt),
      ])
    },
    // A count in the statement is not enough: two concurrent transactions that each leave one secret could both count two.
    removeSecret(app, secretId, event, now) {
      const text =
        'UPDATE oauth_apps SET secrets_version = secrets_version + 1 WHERE id = $1 AND secrets_version = $2'
      return writes.write(app.id, [
        { text, values: [app.id, app.secretsVersion], mustChange: true },
        {
          text: 'DELETE FROM client_secrets WHERE id = $1 AND oauth_app_id = $2',
          values: [secretId, app.id],
          erases: true,
        },
        insertEvent(app.workspaceId, event, now),
      ])
    },
    // The foreign key rejects a concurrent insertion of a connection, or this deletion.
    remove(app, event, now) {
      const text =
        'DELETE FROM oauth_apps WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM connections WHERE oauth_app_id = $1)'
      return writes.write(app.id, [
        { text, values: [app.id], mustChange: true, erases: true },
        insertEvent(app.workspaceId, event, now),
      ])
    },
  }
}

async function withSecrets(sql: Reads, rows: readonly OAuthAppRow[]): Promise<OAuthApp[]> {
  const text = `SELECT ${SECRET_COLUMNS} FROM client_secrets WHERE oauth_app_id = $1 ORDER BY id DESC`
  return Promise.all(rows.map(async (row) => toApp(row, await sql.all<SecretRow>(text, [row.id]))))
}

function insertSecret(app: OAuthApp, secret: OAuthApp['clientSecrets'][number]): Statement {
  return insertInto('client_secrets', {
    id: secret.id,
    oauth_app_id: app.id,
    secret_ciphertext: secret.ciphertext,
    created_at: secret.createdAt,
  })
}

function toApp(row: OAuthAppRow, secrets: SecretRow[]): OAuthApp {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    providerSlug: row.provider,
    clientId: row.client_id,
    name: row.name,
    clientSecrets: secrets.map(({ id, secret_ciphertext, created_at }) => ({
      id,
      ciphertext: secret_ciphertext,
      createdAt: created_at,
    })),
    secretsVersion: row.secrets_version,
    createdAt: row.created_at,
  }
}
