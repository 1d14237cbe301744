import type { Store } from '../../context.ts'
import type { AccountLease } from '../../email-marketing/account-lease.ts'
import { accountOf, type AccountRef } from '../../email-marketing/account-ref.ts'
import { SECOND } from '../../kernel/time.ts'
import { readAccount } from '../connections/connection-rows.ts'
import type { Presence, Sql, SqlValue } from '../sql/sql.ts'

const OF_ACCOUNT = 'workspace_id = $1 AND provider = $2 AND account_id = $3'

const accountValues = ({ workspaceId, provider, accountId }: AccountRef): [string, string, string] => [
  workspaceId,
  provider,
  accountId,
]

interface RunningRow extends Pick<AccountLease, 'subject' | 'leaseId' | 'purpose'> {
  readonly provider: string
  readonly endUserId: string
  /** JSON. */
  readonly account: string
}

/** A lease for each connection of its account. */
const runningIn = ({ listOf }: Sql, isHeld: string): string =>
  `SELECT account_leases.provider, subject, lease_id AS "leaseId", purpose, connections.end_user_id AS "endUserId", connections.account
    FROM account_leases JOIN connections ON connections.workspace_id = account_leases.workspace_id
      AND connections.provider = account_leases.provider AND connections.account_id = account_leases.account_id
    WHERE account_leases.workspace_id = $1 AND account_leases.provider IN ${listOf('$2')} AND purpose IN ${listOf('$3')} AND ${isHeld}`

/** A lease that is not extended for so long ends if its process has died. One that lives, and is slow, has it until it expires. */
const EARLY_END_MS = 5 * SECOND

/** The leases of all processes of a database, in its own time. */
export function createAccountLeases(sql: Sql, presence: Presence): Store['accountLeases'] {
  const { now } = sql
  const isPresent = presence.isPresent('account_leases.process')
  const isHeld = `(account_leases.expires_at > ${now} AND CASE WHEN account_leases.early_end_at > ${now} THEN true ELSE ${isPresent} END)`
  const ofOne = ({ account, subject, leaseId }: AccountLease): SqlValue[] => [
    ...accountValues(account),
    subject,
    leaseId,
  ]
  return {
    acquire({ account, subject, leaseId, purpose }, leaseMs) {
      presence.begin()
      const text = `INSERT INTO account_leases
          (workspace_id, provider, account_id, subject, lease_id, purpose, process, early_end_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, ${now} + $8, ${now} + $9)
        ON CONFLICT (workspace_id, provider, account_id, subject) DO UPDATE
          SET lease_id = excluded.lease_id, purpose = excluded.purpose, process = excluded.process,
            early_end_at = excluded.early_end_at, expires_at = excluded.expires_at
          WHERE NOT ${isHeld}`
      const ends = [Math.min(EARLY_END_MS, leaseMs), leaseMs]
      const values = [...accountValues(account), subject, leaseId, purpose, presence.processNumber, ...ends]
      return sql.write([{ text, values, mustChange: true }])
    },
    extend(lease, leaseMs) {
      const text = `UPDATE account_leases SET early_end_at = ${now} + $1, expires_at = ${now} + $2
        WHERE workspace_id = $3 AND provider = $4 AND account_id = $5 AND subject = $6 AND lease_id = $7 AND ${isHeld}`
      const values = [Math.min(EARLY_END_MS, leaseMs), leaseMs, ...ofOne(lease)]
      return sql.write([{ text, values, mustChange: true }])
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

/** @param isHeld SQL: whether a lease has not ended */
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
      const rows = await sql.all<RunningRow>(runningIn(sql, isHeld), [
        workspaceId,
        JSON.stringify(providers),
        JSON.stringify(purposes),
      ])
      return rows.map(({ provider: providerSlug, endUserId, account, ...lease }) => ({
        ...lease,
        account: accountOf({
          workspaceId,
          providerSlug,
          endUserId,
          account: readAccount(account),
        }),
      }))
    },
    async writes(account) {
      const text = `SELECT lease_id AS "leaseId" FROM account_leases WHERE ${OF_ACCOUNT} AND purpose = 'write' AND ${isHeld}`
      const rows = await sql.all<{ leaseId: string }>(text, accountValues(account))
      return rows.map(({ leaseId }) => leaseId)
    },
  }
}
