import { newRandomToken } from '../../kernel/id.ts'
import type { WebhookQueue } from '../../webhooks/webhook-queue.ts'
import type { Sql } from '../sql/sql.ts'
import { ENDPOINT_COLUMNS, withSecrets, type WebhookEndpointRow } from './webhook-endpoints.ts'

type Leases = Pick<WebhookQueue, 'acquireEndpoints' | 'extendLease' | 'isUnchanged' | 'releaseEndpoint'>

/** Leases of endpoints: the process that holds one sends to the endpoint. */
export function createWebhookLeases(sql: Sql): Leases {
  const holder = newRandomToken()
  const isFree = `(lease_expires_at IS NULL AND due_at <= $3) OR lease_expires_at <= ${sql.now}`
  // Acquiring the lease clears `due_at`: an event that is queued from now on sets it again.
  const acquire = `UPDATE webhook_endpoints SET lease_holder = $1, lease_expires_at = ${sql.now} + $2, due_at = NULL
    WHERE id IN (SELECT id FROM webhook_endpoints
      WHERE status = 'enabled' AND (${isFree}) AND (held_until IS NULL OR held_until <= $3)
      ORDER BY due_at LIMIT $4 ${sql.skipLocked}) RETURNING ${ENDPOINT_COLUMNS}`
  const extend = `UPDATE webhook_endpoints SET lease_expires_at = ${sql.now} + $1
    WHERE id = $2 AND lease_holder = $3 AND status = 'enabled' RETURNING id`
  return {
    async acquireEndpoints({ leaseMs, now, limit }) {
      return withSecrets(sql, await sql.change<WebhookEndpointRow>(acquire, [holder, leaseMs, now, limit]))
    },
    async extendLease(id, leaseMs) {
      return (await sql.change(extend, [leaseMs, id, holder])).length > 0
    },
    async isUnchanged({ id, version }) {
      const text =
        "SELECT 1 AS found FROM webhook_endpoints WHERE id = $1 AND version = $2 AND status = 'enabled'"
      return (await sql.one(text, [id, version])) !== undefined
    },
    async releaseEndpoint(id, lookedAt) {
      const text = `UPDATE webhook_endpoints SET lease_holder = NULL, lease_expires_at = NULL, due_at = COALESCE(due_at, (
          SELECT MIN(due_at) FROM queued_webhooks WHERE webhook_endpoint_id = webhook_endpoints.id AND due_at > $1))
        WHERE id = $2 AND lease_holder = $3`
      await sql.write([{ text, values: [lookedAt, id, holder] }])
    },
  }
}
