import type { Sql } from '../sql/sql.ts'

/** The number of events of a workspace that its webhook endpoints have not accepted yet. */
export async function countWaitingWebhooks(sql: Pick<Sql, 'scan'>, workspaceId: string): Promise<number> {
  const text = `SELECT COUNT(*) AS count FROM queued_webhooks WHERE webhook_endpoint_id IN
    (SELECT id FROM webhook_endpoints WHERE workspace_id = $1)`
  const [row] = await sql.scan<{ readonly count: number }>(text, [workspaceId])
  return row?.count ?? 0
}
