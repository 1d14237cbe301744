import type { Store } from '../../context.ts'
import type { AccountLease } from '../../email-marketing/sending/account-lease.ts'
import type { AccountRef } from '../../email-marketing/sending/account-ref.ts'
import type { Sql, SqlValue } from '../sql/sql.ts'

const OF_ACCOUNT = 'workspace_id = $1 AND provider = $2 AND account_id = $3'

const accountValues = ({ workspaceId, provider, accountId }: AccountRef): [string, string, string] => [
  workspaceId,
  provider,
  accountId,
]

interface RunningRow extends Pick<AccountLease, 'subject' | 'leaseId' | 'purpose'> {
  readonly provider: string
  readonly accountId: string
}

const RUNNING =
  'SELECT provider, account_id AS "accountId", subject, lease_id AS "leaseId", purpose FROM account_leases'

/** The leases of all processes of a database. Times are those of the database. */
export function createAccountLeases(sql: Sql): Store['accountLeases'] {
  const { now } = sql
  const isHeld = `account_leases.expires_at > ${now}`
  const ofOne = ({ account, subject, leaseId }: AccountLease): SqlValue[] => [
    ...accountValues(account),
    subject,
    leaseId,
  ]
  return {
    acquire({ account, subject, leaseId, purpose }, leaseMs) {
      const text = `INSERT INTO account_leases
          (workspace_id, provider, account_id, subject, lease_id, purpose, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, ${now} + $7)
        ON CONFLICT (workspace_id, provider, account_id, subject) DO UPDATE
          SET lease_id = excluded.lease_id, purpose = excluded.purpose, expires_at = excluded.expires_at
          WHERE NOT (${isHeld})`
      const values = [...accountValues(account), subject, leaseId, purpose, leaseMs]
      return sql.write([{ text, values, mustChange: true }])
    },
    extend(lease, leaseMs) {
      const text = `UPDATE account_leases SET expires_at = ${now} + $1
        WHERE workspace_id = $2 AND provider = $3 AND account_id = $4 AND subject = $5 AND lease_id = $6 AND ${isHeld}`
      return sql.write([{ text, values: [leaseMs, ...ofOne(lease)], mustChange: true }])
    },
    async release(lease) {
      const text = `DELETE FROM account_leases WHERE ${OF_ACCOUNT} AND subject = $4 AND lease_id = $5`
      await sql.write([{ text, values: ofOne(lease) }])
    },
    ...readsOf(sql, isHeld),
    async sweep() {
      await sql.write([{ text: `DELETE FROM account_leases WHERE expires_at < ${now}`, values: [] }])
    },
  }
}

type Reads = Pick<Store['accountLeases'], 'isHeld' | 'isSending' | 'running' | 'writes'>

/** @param isHeld SQL condition that a lease has not expired */
function readsOf(sql: Sql, isHeld: string): Reads {
  const has = async (where: string, account: AccountRef, ...more: SqlValue[]): Promise<boolean> => {
    const text = `SELECT 1 AS found FROM account_leases WHERE ${OF_ACCOUNT} AND ${where} AND ${isHeld} LIMIT 1`
    return (await sql.one(text, [...accountValues(account), ...more])) !== undefined
  }
  return {
    isHeld: (account, subject) => has('subject = $4', account, subject),
    isSending: (account, campaignId = '') =>
      has(`($4 = '' OR subject = $4) AND purpose = 'send'`, account, campaignId),
    async running(workspaceId, providers, purposes) {
      const text = `${RUNNING} WHERE workspace_id = $1 AND provider IN ${sql.listOf('$2')} AND purpose IN ${sql.listOf('$3')} AND ${isHeld}`
      const values = [workspaceId, JSON.stringify(providers), JSON.stringify(purposes)]
      const rows = await sql.all<RunningRow>(text, values)
      return rows.map(({ provider, accountId, ...lease }) => ({
        ...lease,
        account: { workspaceId, provider, accountId },
      }))
    },
    async writes(account) {
      const text = `SELECT lease_id AS "leaseId" FROM account_leases WHERE ${OF_ACCOUNT} AND purpose = 'write' AND ${isHeld}`
      const rows = await sql.all<{ leaseId: string }>(text, accountValues(account))
      return rows.map(({ leaseId }) => leaseId)
    },
  }
}
