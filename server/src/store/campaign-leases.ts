import type { Store } from '../context.ts'
import type { Sql } from './sql.ts'

/** Leases of campaigns, in the database's own time. */
export function createCampaignLeases(sql: Sql): Store['campaignLeases'] {
  const { now } = sql
  return {
    acquire({ connectionId, campaignId, leaseId, purpose }, leaseMs) {
      const text = `INSERT INTO campaign_leases (connection_id, campaign_id, lease_id, purpose, expires_at)
        VALUES ($1, $2, $3, $4, ${now} + $5)
        ON CONFLICT (connection_id, campaign_id) DO UPDATE
          SET lease_id = excluded.lease_id, purpose = excluded.purpose, expires_at = excluded.expires_at
          WHERE campaign_leases.expires_at <= ${now}`
      const values = [connectionId, campaignId, leaseId, purpose, leaseMs]
      return sql.write([{ text, values, mustChange: true }])
    },
    extend({ connectionId, campaignId, leaseId }, leaseMs) {
      const text = `UPDATE campaign_leases SET expires_at = ${now} + $1
        WHERE connection_id = $2 AND campaign_id = $3 AND lease_id = $4 AND expires_at > ${now}`
      return sql.write([{ text, values: [leaseMs, connectionId, campaignId, leaseId], mustChange: true }])
    },
    async release({ connectionId, campaignId, leaseId }) {
      const text =
        'DELETE FROM campaign_leases WHERE connection_id = $1 AND campaign_id = $2 AND lease_id = $3'
      await sql.write([{ text, values: [connectionId, campaignId, leaseId] }])
    },
    async isHeld(connectionId, campaignId) {
      const text = `SELECT 1 AS held FROM campaign_leases
        WHERE connection_id = $1 AND campaign_id = $2 AND expires_at > ${now}`
      return (await sql.one(text, [connectionId, campaignId])) !== undefined
    },
    async isSending(connectionId, campaignId = '') {
      const text = `SELECT 1 AS sending FROM campaign_leases
        WHERE connection_id = $1 AND ($2 = '' OR campaign_id = $2) AND purpose = 'send' AND expires_at > ${now}`
      return (await sql.one(text, [connectionId, campaignId])) !== undefined
    },
  }
}
