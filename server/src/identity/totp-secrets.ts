import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { columnsOf, type RowOf } from '../store/sql/columns.ts'
import type { Sql, Statement } from '../store/sql/sql.ts'
import type { SessionSecrets } from './session-secrets.ts'

const COLUMNS = columnsOf('user_totp_factors', ['id', 'secret', 'backup_codes'])

interface Reencrypted {
  readonly rowCount: number
  /** IDs of rows that no secret decrypts. */
  readonly unreadable: readonly string[]
}

/** Encrypts what better-auth has encrypted, TOTP secrets and recovery codes, with the newest secret. @param dryRun only decrypts */
export async function reencryptTotpSecrets(
  sql: Sql,
  secrets: SessionSecrets,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Reencrypted> {
  const [newest] = secrets
  if (!newest) throw new TypeError('there is no secret')
  const { version: currentVersion } = newest
  const key = { keys: new Map(secrets.map(({ version, value }) => [version, value])), currentVersion }
  const rows = await sql.all<RowOf<typeof COLUMNS>>(`SELECT ${COLUMNS} FROM user_totp_factors`, [])
  const statements: Statement[] = []
  const unreadable: string[] = []
  for (const { id, secret, backup_codes: codes } of rows) {
    try {
      const plain = [
        await symmetricDecrypt({ key, data: secret }),
        await symmetricDecrypt({ key, data: codes }),
      ]
      const isCurrent = [secret, codes].every((text) => parseEnvelope(text)?.version === currentVersion)
      if (isCurrent || dryRun) continue
      const [newSecret = '', newCodes = ''] = await Promise.all(
        plain.map((data) => symmetricEncrypt({ key, data })),
      )
      const text =
        'UPDATE user_totp_factors SET secret = $1, backup_codes = $2 WHERE id = $3 AND secret = $4 AND backup_codes = $5'
      statements.push({ text, values: [newSecret, newCodes, id, secret, codes] })
    } catch {
      unreadable.push(id)
    }
  }
  if (statements.length > 0) await sql.write(statements)
  return { rowCount: dryRun ? rows.length : statements.length, unreadable }
}
