import type { EncryptionContext } from '../encryption/encryption.ts'
import type { Tables } from './schema/tables.ts'
import type { Sql, SqlValue } from './sql/sql.ts'

/** A column of ciphertexts, with the parts of their `EncryptionContext`. */
export interface CiphertextColumn {
  readonly table: keyof Tables
  readonly column: string
  /** The columns of the primary key. */
  readonly key: readonly string[]
  /** SQL expression of the workspace in the context. */
  readonly workspace: string
  readonly field: EncryptionContext['field']
  /** The row ID in the context, from the values of the key. */
  readonly rowIdOf: (key: readonly string[]) => string
}

export interface StoredCiphertext {
  readonly column: CiphertextColumn
  readonly key: readonly string[]
  readonly ciphertext: Uint8Array
  readonly context: EncryptionContext
}

const single = ([id = '']: readonly string[]): string => id
const ofRow = { key: ['id'], workspace: 'workspace_id', rowIdOf: single } as const

/** Every column with ciphertexts of `Encryption`; a test compares it with the schema. */
export const CIPHERTEXT_COLUMNS: readonly CiphertextColumn[] = [
  {
    table: 'client_secrets',
    column: 'secret_ciphertext',
    ...ofRow,
    workspace: '(SELECT workspace_id FROM oauth_apps WHERE oauth_apps.id = client_secrets.oauth_app_id)',
    field: 'client_secret',
  },
  { table: 'connections', column: 'token_set_ciphertext', ...ofRow, field: 'token_set' },
  { table: 'connections', column: 'previous_token_set_ciphertext', ...ofRow, field: 'token_set' },
  { table: 'connections', column: 'api_key_ciphertext', ...ofRow, field: 'api_key' },
  {
    table: 'authorization_requests',
    column: 'code_verifier_ciphertext',
    ...ofRow,
    key: ['state_hash'],
    field: 'code_verifier',
  },
  {
    table: 'kept_grants',
    column: 'token_set_ciphertext',
    ...ofRow,
    key: ['grant_hash'],
    field: 'kept_grant',
  },
  {
    table: 'signing_secrets',
    column: 'secret_ciphertext',
    ...ofRow,
    workspace:
      '(SELECT workspace_id FROM webhook_endpoints WHERE webhook_endpoints.id = signing_secrets.webhook_endpoint_id)',
    field: 'signing_secret',
  },
  {
    table: 'alert_settings',
    column: 'webhook_url_ciphertext',
    ...ofRow,
    key: ['workspace_id'],
    field: 'alert_webhook_url',
  },
  ...(['request_ciphertext', 'response_ciphertext'] as const).map((column): CiphertextColumn => ({
    table: 'idempotency_keys',
    column,
    key: ['workspace_id', 'principal_id', 'key_hash'],
    workspace: 'workspace_id',
    field: 'idempotency',
    rowIdOf: ([, principal = '', keyHash = '']) => `${principal}|${keyHash}`,
  })),
  {
    table: 'unchecked_contacts',
    column: 'email_ciphertext',
    ...ofRow,
    key: ['contact_hash'],
    field: 'unchecked_contact',
  },
  { table: 'jobs', column: 'input_ciphertext', ...ofRow, field: 'job_input' },
  { table: 'jobs', column: 'checkpoint_ciphertext', ...ofRow, field: 'job_checkpoint' },
  { table: 'jobs', column: 'error_ciphertext', ...ofRow, field: 'job_error' },
  {
    table: 'job_rows',
    column: 'row_ciphertext',
    key: ['job_id', 'number'],
    workspace: '(SELECT workspace_id FROM jobs WHERE jobs.id = job_rows.job_id)',
    field: 'job_row',
    rowIdOf: ([job = '', number = '']) => `${job}|${number}`,
  },
  {
    table: 'oidc_records',
    column: 'payload_ciphertext',
    key: ['model', 'id_hash'],
    workspace: "''",
    field: 'oidc_record',
    rowIdOf: ([model = '', idHash = '']) => `${model} ${idHash}`,
  },
  {
    table: 'encryption_checks',
    column: 'ciphertext',
    ...ofRow,
    workspace: "''",
    field: 'encryption_check',
  },
]

/** Reads and replaces ciphertexts while servers run. */
export interface CiphertextStore {
  /** The number of ciphertexts that are encrypted with another key than this one. */
  countNotUnder(column: CiphertextColumn, newest: Uint8Array): Promise<number>
  /**
   * A page of ciphertexts in the order of the primary key.
   * @param notUnder only those that are encrypted with another key than this one; null for all
   * @param after the primary key of the last row of the previous page
   */
  page(
    column: CiphertextColumn,
    wanted: { readonly notUnder: Uint8Array | null; readonly after: readonly string[] | null },
    limit: number,
  ): Promise<StoredCiphertext[]>
  /** Replaces each ciphertext that has not changed since it was read. */
  replace(
    changes: readonly { readonly old: StoredCiphertext; readonly ciphertext: Uint8Array }[],
  ): Promise<void>
}

/** SQL expression of the key ID in a ciphertext: four bytes after the version, which is one. */
export const keyBytes = (column: string): string => `substr(${column}, 2, 4)`

/** Reads and replaces every ciphertext of the database, for the rotation of encryption keys. */
export function createCiphertexts(sql: Sql): CiphertextStore {
  return {
    async countNotUnder({ table, column }, newest) {
      const text = `SELECT COUNT(*) AS count FROM ${table} WHERE ${column} IS NOT NULL AND ${keyBytes(column)} <> $1`
      const [row] = await sql.scan<{ count: number }>(text, [newest])
      return row?.count ?? 0
    },
    async page(of, { notUnder, after }, limit) {
      const { table, column, key, workspace } = of
      const values: SqlValue[] = []
      const bind = (value: SqlValue): string => `$${values.push(value)}`
      const keys = key.map((name, index) => `CAST(${name} AS TEXT) AS "key${index}"`).join(', ')
      const isAfter = after && `(${key.join(', ')}) > (${after.map(bind).join(', ')})`
      const conditions = [
        `${column} IS NOT NULL`,
        ...(isAfter ? [isAfter] : []),
        ...(notUnder ? [`${keyBytes(column)} <> ${bind(notUnder)}`] : []),
      ]
      const text = `SELECT ${keys}, ${workspace} AS "workspaceId", ${column} AS ciphertext FROM ${table}
        WHERE ${conditions.join(' AND ')} ORDER BY ${key.join(', ')} LIMIT ${bind(limit)}`
      const rows = await sql.all<Row>(text, values)
      return rows.map((row) => toStored(of, row))
    },
    async replace(changes) {
      await sql.write(
        changes.map(({ old: { column: of, key, ciphertext: old }, ciphertext }) => {
          const isRow = of.key.map((name, index) => `${name} = $${index + 2}`).join(' AND ')
          const text = `UPDATE ${of.table} SET ${of.column} = $1 WHERE ${isRow} AND ${of.column} = $${key.length + 2}`
          return { text, values: [ciphertext, ...key, old] }
        }),
      )
    },
  }
}

type Row = { readonly [Key in `key${number}`]: string } & {
  readonly workspaceId: string
  readonly ciphertext: Uint8Array
}

function toStored(column: CiphertextColumn, row: Row): StoredCiphertext {
  const key = column.key.map((_name, index) => row[`key${index}`] ?? '')
  const { workspaceId, ciphertext } = row
  const context = { workspaceId, rowId: column.rowIdOf(key), field: column.field }
  return { column, key, ciphertext, context }
}
