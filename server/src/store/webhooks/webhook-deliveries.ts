import type { Store } from '../../context.ts'
import { deleteInPieces } from '../sql/delete-in-pieces.ts'
import { idAt } from '../../kernel/id.ts'
import type { Delivery } from '../../webhooks/delivery.ts'
import { periodOf, totalsOf, type DeliveryTotals } from '../../webhooks/delivery-totals.ts'
import { columnsOf, insertInto, renamedColumnsOf, type RowOf } from '../sql/columns.ts'
import { createParameters } from '../sql/parameters.ts'
import type { Sql, Statement } from '../sql/sql.ts'
import { forgetLateResponses } from './forget-responses.ts'

const COLUMNS = columnsOf('webhook_deliveries', [
  'id',
  'webhook_endpoint_id',
  'event_id',
  'event_type',
  'url',
  'signature',
  'attempt',
  'is_redelivery',
  'succeeded',
  'status_code',
  'response_body',
  'error_code',
  'duration_ms',
  'next_attempt_at',
  'sent_at',
])

type DeliveryRow = Omit<RowOf<typeof COLUMNS>, 'error_code'> & {
  /** A constant of this program. */
  readonly error_code: Delivery['errorCode']
}

/** Statements that log attempts at an endpoint, and count them. The first statement decides: nothing is written if the endpoint was deleted meanwhile. */
export function logDeliveries(
  sql: Pick<Sql, 'listOf'>,
  endpointId: string,
  deliveries: readonly Delivery[],
): Statement[] {
  const inserts = deliveries.map(insertDelivery)
  return [
    ...inserts.slice(0, 1).map((first) => ({ ...first, mustChange: true })),
    ...inserts.slice(1),
    forgetLateResponses(
      sql,
      deliveries.map(({ id }) => id),
    ),
    ...totalsOf(endpointId, deliveries).map(addDeliveryTotals),
  ]
}

function insertDelivery(delivery: Delivery): Statement {
  return insertInto('webhook_deliveries', {
    id: delivery.id,
    webhook_endpoint_id: delivery.webhookEndpointId,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    url: delivery.url,
    signature: delivery.signature,
    attempt: delivery.attempt,
    is_redelivery: delivery.isRedelivery ? 1 : 0,
    succeeded: delivery.succeeded ? 1 : 0,
    status_code: delivery.statusCode,
    // PostgreSQL cannot store NUL in a text.
    response_body: delivery.responseBody?.replaceAll('\0', '\uFFFD') ?? null,
    error_code: delivery.errorCode,
    duration_ms: delivery.durationMs,
    next_attempt_at: delivery.nextAttemptAt,
    sent_at: delivery.sentAt,
  })
}

const TOTALS = renamedColumnsOf('webhook_delivery_totals', {
  webhookEndpointId: 'webhook_endpoint_id',
  startedAt: 'started_at',
  succeededCount: 'succeeded_count',
  failedCount: 'failed_count',
})

function addDeliveryTotals({
  webhookEndpointId,
  startedAt,
  succeededCount,
  failedCount,
}: DeliveryTotals): Statement {
  return {
    text: `INSERT INTO webhook_delivery_totals (webhook_endpoint_id, started_at, succeeded_count, failed_count)
      VALUES ($1, $2, $3, $4) ON CONFLICT (webhook_endpoint_id, started_at) DO UPDATE SET
        succeeded_count = webhook_delivery_totals.succeeded_count + excluded.succeeded_count,
        failed_count = webhook_delivery_totals.failed_count + excluded.failed_count`,
    values: [webhookEndpointId, startedAt, succeededCount, failedCount],
  }
}

export function createWebhookDeliveries(sql: Sql): Store['webhookDeliveries'] {
  return {
    async list(endpointId, { eventId, succeeded }, { limit, after }) {
      const { values, bind } = createParameters()
      const where = [`webhook_endpoint_id = ${bind(endpointId)}`]
      if (after !== null) where.push(`id < ${bind(after)}`)
      if (eventId !== undefined) where.push(`event_id = ${bind(eventId)}`)
      if (succeeded !== undefined) where.push(`succeeded = ${bind(succeeded ? 1 : 0)}`)
      const text = `SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${where.join(' AND ')} ORDER BY id DESC LIMIT ${bind(limit)}`
      return (await sql.all<DeliveryRow>(text, values)).map(toDelivery)
    },
    async read(endpointId, id) {
      const text = `SELECT ${COLUMNS} FROM webhook_deliveries WHERE webhook_endpoint_id = $1 AND id = $2`
      const row = await sql.one<DeliveryRow>(text, [endpointId, id])
      return row && toDelivery(row)
    },
    async record(delivery) {
      await sql.write(logDeliveries(sql, delivery.webhookEndpointId, [delivery]))
    },
    async totals(endpointIds, since) {
      const text = `SELECT ${TOTALS} FROM webhook_delivery_totals
        WHERE webhook_endpoint_id IN ${sql.listOf('$1')} AND started_at >= $2 ORDER BY webhook_endpoint_id, started_at`
      const rows = await sql.all<RowOf<typeof TOTALS>>(text, [JSON.stringify(endpointIds), since])
      return rows.map((row): DeliveryTotals => ({ ...row }))
    },
    async sweep(before) {
      await sql.write([
        { text: 'DELETE FROM webhook_delivery_totals WHERE started_at < $1', values: [periodOf(before)] },
      ])
      const values = [idAt('whd', before)]
      await deleteInPieces(sql, { table: 'webhook_deliveries', key: ['id'], where: 'id < $1', values })
    },
  }
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    webhookEndpointId: row.webhook_endpoint_id,
    eventId: row.event_id,
    eventType: row.event_type,
    url: row.url,
    signature: row.signature,
    attempt: row.attempt,
    isRedelivery: row.is_redelivery === 1,
    succeeded: row.succeeded === 1,
    statusCode: row.status_code,
    responseBody: row.response_body,
    errorCode: row.error_code,
    durationMs: row.duration_ms,
    nextAttemptAt: row.next_attempt_at,
    sentAt: row.sent_at,
  }
}
