import { errors, type Adapter, type AdapterPayload } from 'oidc-provider'
import type { Encryption } from '../encryption/encryption.ts'
import { outageOf } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { columnsOf, insertInto, type RowOf } from '../store/sql/columns.ts'
import type { Sql } from '../store/sql/sql.ts'
import { SECOND } from '../kernel/time.ts'

const COLUMNS = columnsOf('oidc_records', ['id_hash', 'payload_ciphertext', 'consumed_at'])

type Row = RowOf<typeof COLUMNS>

interface AdapterContext {
  readonly sql: Sql
  readonly encryption: Encryption
  readonly now: () => Date
}

/** How long a used refresh token is accepted again: parallel processes of one assistant share one token. */
const REUSABLE_MS = 30 * SECOND

const FIND = `SELECT ${COLUMNS} FROM oidc_records WHERE model = $1 AND`

const REPLACE = `ON CONFLICT (model, id_hash) DO UPDATE SET payload_ciphertext = excluded.payload_ciphertext,
  grant_id = excluded.grant_id, uid_hash = excluded.uid_hash, user_code_hash = excluded.user_code_hash,
  last_used_at = excluded.last_used_at, expires_at = excluded.expires_at`

const encryptionContextOf = (kind: string, idHash: string) =>
  ({ workspaceId: '', rowId: `${kind} ${idHash}`, field: 'oidc_record' }) as const

/** The storage of oidc-provider: records are found by a hash, encrypted, and consumed by one statement. */
export function createOidcAdapter(context: AdapterContext): (kind: string) => Adapter {
  const { encryption, now } = context
  const sql = unlessUnavailable(context.sql)
  return (kind) => {
    const reusableMs = kind === 'RefreshToken' ? REUSABLE_MS : 0
    const open = (row: Row | undefined): AdapterPayload | undefined => {
      if (!row) return undefined
      const payload = JSON.parse(
        encryption.decrypt(row.payload_ciphertext, encryptionContextOf(kind, row.id_hash)),
      ) as AdapterPayload
      const { consumed_at: consumedAt } = row
      if (consumedAt === null || now().getTime() - consumedAt < reusableMs) return payload
      return { ...payload, consumed: consumedAt / 1000 }
    }
    const findBy = async (condition: string, value: string): Promise<AdapterPayload | undefined> =>
      open(await sql.one<Row>(`${FIND} ${condition}`, [kind, hashToken(value)]))
    return {
      async upsert(id, payload, expiresIn?: number) {
        const idHash = hashToken(id)
        const ciphertext = encryption.encrypt(JSON.stringify(payload), encryptionContextOf(kind, idHash))
        const at = now().getTime()
        const { grantId = null, uid, userCode } = payload
        const row = {
          model: kind,
          id_hash: idHash,
          payload_ciphertext: ciphertext,
          grant_id: grantId,
          uid_hash: uid === undefined ? null : hashToken(uid),
          user_code_hash: userCode === undefined ? null : hashToken(userCode),
          last_used_at: at,
          // Registrations do not expire.
          expires_at: expiresIn === undefined ? null : at + expiresIn * 1000,
        }
        await sql.write([insertInto('oidc_records', row, REPLACE)])
      },
      find: (id) => findBy('id_hash = $2', id),
      findByUid: (uid) => findBy('uid_hash = $2', uid),
      findByUserCode: (userCode) => findBy('user_code_hash = $2', userCode),
      async consume(id) {
        const text = `UPDATE oidc_records SET consumed_at = COALESCE(consumed_at, $1)
          WHERE model = $2 AND id_hash = $3 AND (consumed_at IS NULL OR consumed_at > $4)`
        const at = now().getTime()
        const values = [at, kind, hashToken(id), reusableMs === 0 ? Number.MAX_SAFE_INTEGER : at - reusableMs]
        // Of two concurrent requests one succeeds, except within the reuse period of a refresh token.
        if (!(await sql.write([{ text, values, mustChange: true }])))
          throw new errors.InvalidGrant('it was used by a concurrent request')
      },
      async destroy(id) {
        const text = 'DELETE FROM oidc_records WHERE model = $1 AND id_hash = $2'
        await sql.write([{ text, values: [kind, hashToken(id)], erases: true }])
      },
      async revokeByGrantId(grantId) {
        const text = 'DELETE FROM oidc_records WHERE model = $1 AND grant_id = $2'
        await sql.write([{ text, values: [kind, grantId], erases: true }])
      },
    }
  }
}

/** A database outage as the OAuth error `temporarily_unavailable` (RFC 6749 section 4.1.2.1). */
class TemporarilyUnavailable extends errors.OIDCProviderError {
  constructor(cause: Error) {
    super(503, 'temporarily_unavailable', { cause, detail: '' })
    this.error_description = 'The authorization server is temporarily unavailable. Retry in a few seconds.'
    this.expose = true
  }
}

/** The database, with outages as OAuth errors. */
function unlessUnavailable(database: Sql): Pick<Sql, 'one' | 'write'> {
  return {
    one: (text, values) => database.one<never>(text, values).catch(asUnavailable),
    write: (statements) => database.write(statements).catch(asUnavailable),
  }
}

function asUnavailable(error: unknown): never {
  const outage = outageOf(error)
  throw outage ? new TemporarilyUnavailable(outage) : error
}
