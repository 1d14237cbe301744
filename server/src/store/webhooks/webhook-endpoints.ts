import type { Store } from '../../context.ts'
import type {
  SigningSecret,
  WebhookEndpoint,
  WebhookEndpointChange,
} from '../../webhooks/webhook-endpoint.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import { deleteInPieces, ROWS_AT_ONCE } from '../sql/delete-in-pieces.ts'
import { insertEvent } from '../events/events.ts'
import { createParameters } from '../sql/parameters.ts'
import type { Sql, Statement } from '../sql/sql.ts'
import { readTexts } from '../sql/stored-lists.ts'

export const ENDPOINT_COLUMNS = columnsOf('webhook_endpoints', [
  'id',
  'workspace_id',
  'url',
  'description',
  'event_types',
  'status',
  'status_reason',
  'consecutive_failures',
  'failing_since',
  'held_until',
  'version',
  'created_at',
])
const SECRET_COLUMNS = columnsOf('signing_secrets', ['id', 'secret_ciphertext', 'created_at', 'expires_at'])

/** Columns whose values are constants of this program. */
interface Words {
  readonly status: WebhookEndpoint['status']
  readonly status_reason: WebhookEndpoint['statusReason']
}

export type WebhookEndpointRow = Omit<RowOf<typeof ENDPOINT_COLUMNS>, keyof Words> & Words
type SecretRow = RowOf<typeof SECRET_COLUMNS>

/** Makes the process that sends to the endpoint read it again. */
const NEXT_VERSION = 'version = version + 1'

const SPAN = `SELECT MAX(event_id) AS last FROM (SELECT event_id FROM queued_webhooks
  WHERE webhook_endpoint_id = $1 AND event_id > $2 ORDER BY event_id LIMIT ${ROWS_AT_ONCE}) AS span`
const REMOVE_UNWANTED = `DELETE FROM queued_webhooks
  WHERE webhook_endpoint_id = $1 AND event_id > $2 AND event_id <= $3 AND is_redelivery = 0 AND NOT EXISTS (
    SELECT 1 FROM events JOIN webhook_subscriptions AS subscribed ON events.type LIKE subscribed.type_pattern
    WHERE events.id = queued_webhooks.event_id AND subscribed.webhook_endpoint_id = $1) RETURNING event_id`

/** Removes queued events of types that the endpoint no longer listens to, some at a time; they are not sent meanwhile (`due`). */
async function removeUnwanted(sql: Sql, id: string): Promise<void> {
  for (let after = ''; ;) {
    const { last } = (await sql.one<{ last: string | null }>(SPAN, [id, after])) ?? { last: null }
    if (last === null) return
    await sql.change(REMOVE_UNWANTED, [id, after, last])
    after = last
  }
}

export function createWebhookEndpoints(sql: Sql): Store['webhookEndpoints'] {
  return {
    async insert(endpoint, event) {
      const { id, workspaceId, eventTypes, createdAt } = endpoint
      await sql.write([
        insertEndpoint(endpoint),
        ...subscribe(id, eventTypes),
        ...endpoint.signingSecrets.map((secret) => insertSecret(id, secret)),
        insertEvent(workspaceId, event, createdAt),
      ])
    },
    async read(workspaceId, id) {
      const text = `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints WHERE workspace_id = $1 AND id = $2`
      return (await withSecrets(sql, await sql.all<WebhookEndpointRow>(text, [workspaceId, id])))[0]
    },
    async list(workspaceId, { limit, after }) {
      const { values, bind } = createParameters()
      const where = [
        `workspace_id = ${bind(workspaceId)}`,
        ...(after === null ? [] : [`id < ${bind(after)}`]),
      ]
      const text = `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints WHERE ${where.join(' AND ')}
        ORDER BY id DESC LIMIT ${bind(limit)}`
      return withSecrets(sql, await sql.all<WebhookEndpointRow>(text, values))
    },
    async update({ id, workspaceId }, change, event, now) {
      const statements = [updateStatement(id, change, now), ...resubscribe(id, change.eventTypes)]
      const isUpdated = await sql.write([...statements, insertEvent(workspaceId, event, now)])
      if (change.eventTypes !== undefined) await removeUnwanted(sql, id)
      return isUpdated
    },
    async remove({ id, workspaceId }, event, now) {
      await emptyLog(sql, id)
      return sql.write([
        { text: 'DELETE FROM webhook_endpoints WHERE id = $1', values: [id], mustChange: true, erases: true },
        insertEvent(workspaceId, event, now),
      ])
    },
    async addSecret({ id, workspaceId }, secret, expiresAt, event) {
      const text = `UPDATE signing_secrets SET expires_at = $1
        WHERE webhook_endpoint_id = $2 AND (expires_at IS NULL OR expires_at > $1)`
      await sql.write([
        {
          text: `UPDATE webhook_endpoints SET ${NEXT_VERSION} WHERE id = $1`,
          values: [id],
          mustChange: true,
        },
        { text, values: [expiresAt, id] },
        insertSecret(id, secret),
        insertEvent(workspaceId, event, secret.createdAt),
      ])
    },
    async sweepSecrets(before) {
      const text = 'DELETE FROM signing_secrets WHERE expires_at < $1'
      await sql.write([{ text, values: [before], erases: true }])
    },
  }
}

/** Deletes the log in pieces, since hundreds of thousands of rows at once would hold up other writes. Later rows are deleted with the endpoint. */
async function emptyLog(sql: Sql, endpointId: string): Promise<void> {
  const ofEndpoint = { where: 'webhook_endpoint_id = $1', values: [endpointId] }
  await deleteInPieces(sql, {
    table: 'queued_webhooks',
    key: ['webhook_endpoint_id', 'event_id'],
    ...ofEndpoint,
  })
  await deleteInPieces(sql, { table: 'webhook_deliveries', key: ['id'], ...ofEndpoint })
}

function insertEndpoint(endpoint: WebhookEndpoint): Statement {
  return insertInto('webhook_endpoints', {
    id: endpoint.id,
    workspace_id: endpoint.workspaceId,
    url: endpoint.url,
    description: endpoint.description,
    event_types: JSON.stringify(endpoint.eventTypes),
    status: endpoint.status,
    consecutive_failures: 0,
    version: 1,
    created_at: endpoint.createdAt,
  })
}

/** The endpoints of these rows, in their order. */
export async function withSecrets(sql: Sql, rows: readonly WebhookEndpointRow[]): Promise<WebhookEndpoint[]> {
  const text = `SELECT ${SECRET_COLUMNS} FROM signing_secrets WHERE webhook_endpoint_id = $1 ORDER BY id DESC`
  return Promise.all(rows.map(async (row) => toEndpoint(row, await sql.all<SecretRow>(text, [row.id]))))
}

function updateStatement(id: string, change: WebhookEndpointChange, now: number): Statement {
  const { values, bind } = createParameters()
  const sets = [NEXT_VERSION]
  if (change.url !== undefined) sets.push(`url = ${bind(change.url)}`)
  if (change.description !== undefined) sets.push(`description = ${bind(change.description)}`)
  if (change.eventTypes !== undefined) sets.push(`event_types = ${bind(JSON.stringify(change.eventTypes))}`)
  if (change.status !== undefined) sets.push(`status = ${bind(change.status)}`, 'status_reason = NULL')
  if (change.status === 'enabled')
    sets.push(
      'consecutive_failures = 0',
      'failing_since = NULL',
      'held_until = NULL',
      `due_at = ${bind(now)}`,
    )
  const text = `UPDATE webhook_endpoints SET ${sets.join(', ')} WHERE id = ${bind(id)}`
  return { text, values, mustChange: true }
}

/** `connection` means all types that begin with `connection.`. */
function subscribe(id: string, eventTypes: readonly string[]): Statement[] {
  const patterns =
    eventTypes.length === 0 ? ['%'] : eventTypes.map((type) => (type.includes('.') ? type : `${type}.%`))
  return [...new Set(patterns)].map((pattern) =>
    insertInto('webhook_subscriptions', { webhook_endpoint_id: id, type_pattern: pattern }),
  )
}

function resubscribe(id: string, eventTypes: readonly string[] | undefined): Statement[] {
  if (eventTypes === undefined) return []
  const unsubscribe = {
    text: 'DELETE FROM webhook_subscriptions WHERE webhook_endpoint_id = $1',
    values: [id],
  }
  return [unsubscribe, ...subscribe(id, eventTypes)]
}

function insertSecret(
  endpointId: string,
  { id, ciphertext, createdAt, expiresAt }: SigningSecret,
): Statement {
  return insertInto('signing_secrets', {
    id,
    webhook_endpoint_id: endpointId,
    secret_ciphertext: ciphertext,
    created_at: createdAt,
    expires_at: expiresAt,
  })
}

function toEndpoint(row: WebhookEndpointRow, secrets: readonly SecretRow[]): WebhookEndpoint {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    url: row.url,
    description: row.description,
    eventTypes: readTexts(row.event_types),
    status: row.status,
    statusReason: row.status_reason,
    consecutiveFailures: row.consecutive_failures,
    failingSince: row.failing_since,
    heldUntil: row.held_until,
    version: row.version,
    signingSecrets: secrets.map(({ id, secret_ciphertext, created_at, expires_at }) => ({
      id,
      ciphertext: secret_ciphertext,
      createdAt: created_at,
      expiresAt: expires_at,
    })),
    createdAt: row.created_at,
  }
}
