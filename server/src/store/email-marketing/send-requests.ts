import type {
  NamedSendRequest,
  SendRequestFilter,
  SendRequestReader,
  SendRequestRecord,
} from '../../email-marketing/sending/send-request.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { Store } from '../../context.ts'
import { insertInto, renamedColumnsOf, type RowOf } from '../sql/columns.ts'
import { insertEvent } from '../events/events.ts'
import { namedConnection } from '../events/named-connection.ts'
import { createParameters } from '../sql/parameters.ts'
import { joinPrincipal, PRINCIPAL_NAME } from '../events/principal-name.ts'
import type { Sql, Statement } from '../sql/sql.ts'

const COLUMNS = renamedColumnsOf('send_requests', {
  payload: 'payload',
  expiresAt: 'expires_at',
  usedAt: 'approved_at',
  declinedAt: 'declined_at',
})
type Row = RowOf<typeof COLUMNS>

const UNDECIDED = 'approved_at IS NULL AND declined_at IS NULL'
const IS_PENDING = `${UNDECIDED} AND expires_at > $1`

/** The condition that no other request for the campaign was approved since this one was created. */
const NOT_REPLACED = `NOT EXISTS (SELECT 1 FROM send_requests AS other
            WHERE other.workspace_id = send_requests.workspace_id AND other.provider = send_requests.provider
              AND other.account_id = send_requests.account_id AND other.campaign_id = send_requests.campaign_id
              AND other.approved_at >= send_requests.created_at)`

/** The condition that a request can be approved at $1, or was approved since $2 or for a time after it. */
const HOLDS = `((${IS_PENDING} AND ${NOT_REPLACED}) OR (approved_at IS NOT NULL AND COALESCE(scheduled_at, approved_at) > $2))`

/** As in the index. */
const IS_UNCONCLUDED = 'approved_at IS NOT NULL AND concluded_at IS NULL'

const recordOf = (payload: string): SendRequestRecord => JSON.parse(payload) as SendRequestRecord

export function createSendRequests(sql: Sql): Store['sendRequests'] {
  return {
    async insert(sendRequest, recipientHashes, event) {
      const row = insertInto('send_requests', {
        id: sendRequest.id,
        workspace_id: sendRequest.workspaceId,
        connection_id: sendRequest.connectionId,
        provider: sendRequest.provider,
        account_id: sendRequest.accountId,
        campaign_id: sendRequest.campaignId,
        requested_by_id: sendRequest.requestedById,
        by_user: sendRequest.byUser ? 1 : 0,
        payload: JSON.stringify(sendRequest),
        recipient_hashes: recipientHashes,
        scheduled_at: sendRequest.scheduledAt,
        created_at: sendRequest.createdAt,
        expires_at: sendRequest.expiresAt,
      })
      await sql.write([row, insertEvent(sendRequest.workspaceId, event, sendRequest.createdAt)])
    },
    async waitingBefore(workspaceId, id, now) {
      const text = `SELECT payload FROM send_requests
        WHERE workspace_id = $1 AND by_user = 1 AND ${UNDECIDED} AND expires_at > $2 AND id < $3
        ORDER BY id DESC LIMIT 10`
      const rows = await sql.all<Pick<Row, 'payload'>>(text, [workspaceId, now, id])
      return rows.map(({ payload }) => recordOf(payload))
    },
    async find(workspaceId, id) {
      const text = `SELECT ${COLUMNS} FROM send_requests WHERE workspace_id = $1 AND id = $2`
      const row = await sql.one<Row>(text, [workspaceId, id])
      return row && toSendRequest(row)
    },
    ...createHolding(sql),
    ...createConclusions(sql),
    list: (reader, filter, page) => listSendRequests(sql, reader, filter, page),
    take(workspaceId, id, event, now) {
      const text = `UPDATE send_requests SET approved_at = $1, recipient_hashes = NULL
        WHERE workspace_id = $2 AND id = $3 AND ${IS_PENDING} AND ${NOT_REPLACED}`
      return sql.write([
        { text, values: [now, workspaceId, id], mustChange: true },
        insertEvent(workspaceId, event, now),
      ])
    },
    decline(workspaceId, id, event, now) {
      const text = `UPDATE send_requests SET declined_at = $1, recipient_hashes = NULL
        WHERE workspace_id = $2 AND id = $3 AND ${IS_PENDING}`
      return sql.write([
        { text, values: [now, workspaceId, id], mustChange: true },
        insertEvent(workspaceId, event, now),
      ])
    },
    async sweep(before) {
      // A scheduled request holds its segments until its time.
      const text =
        'DELETE FROM send_requests WHERE expires_at < $1 AND (approved_at IS NULL OR scheduled_at IS NULL OR scheduled_at < $1)'
      await sql.write([{ text, values: [before] }])
    },
  }
}

/** What came of approvals. */
function createConclusions(sql: Sql): Pick<Store['sendRequests'], 'conclude' | 'unconcluded'> {
  return {
    conclude(workspaceId, id, event, now) {
      const text = `UPDATE send_requests SET concluded_at = $1
        WHERE workspace_id = $2 AND id = $3 AND ${IS_UNCONCLUDED}`
      return sql.write([
        { text, values: [now, workspaceId, id], mustChange: true },
        ...(event ? [insertEvent(workspaceId, event, now)] : []),
      ])
    },
    async unconcluded(limit) {
      const text = `SELECT ${COLUMNS} FROM send_requests WHERE ${IS_UNCONCLUDED} ORDER BY approved_at LIMIT $1`
      return (await sql.all<Row>(text, [limit])).map(toSendRequest)
    },
  }
}

/** The queries that keep an approved campaign from being changed. */
function createHolding(
  sql: Sql,
): Pick<Store['sendRequests'], 'recipientHashes' | 'holding' | 'holdingAt' | 'endedUnapproved'> {
  return {
    async recipientHashes(workspaceId, id) {
      const text = 'SELECT recipient_hashes FROM send_requests WHERE workspace_id = $1 AND id = $2'
      const row = await sql.one<{ recipient_hashes: string | null }>(text, [workspaceId, id])
      return row?.recipient_hashes ?? null
    },
    async holding({ workspaceId, provider, accountId }, { now, approvedSince }) {
      const text = `SELECT ${COLUMNS} FROM send_requests
        WHERE ${HOLDS} AND workspace_id = $3 AND provider = $4 AND account_id = $5`
      const rows = await sql.all<Row>(text, [now, approvedSince, workspaceId, provider, accountId])
      return rows.map(toSendRequest)
    },
    async holdingAt(workspaceId, providers, { now, approvedSince }) {
      const text = `SELECT ${COLUMNS} FROM send_requests
        WHERE ${HOLDS} AND workspace_id = $3 AND provider IN ${sql.listOf('$4')}`
      const rows = await sql.all<Row>(text, [now, approvedSince, workspaceId, JSON.stringify(providers)])
      return rows.map(toSendRequest)
    },
    async endedUnapproved({ workspaceId, provider, accountId }, { now, since }) {
      const text = `SELECT ${COLUMNS} FROM send_requests
        WHERE approved_at IS NULL AND (declined_at IS NOT NULL OR expires_at <= $1) AND created_at > $2
          AND workspace_id = $3 AND provider = $4 AND account_id = $5`
      const rows = await sql.all<Row>(text, [now, since, workspaceId, provider, accountId])
      return rows.map(toSendRequest)
    },
  }
}

/** Ends the undecided requests of a principal that is revoked or removed. */
export function endSendRequestsOf(workspaceId: string, principalId: string, now: number): Statement {
  const text = `UPDATE send_requests SET expires_at = $1, recipient_hashes = NULL
    WHERE ${IS_PENDING} AND workspace_id = $2 AND requested_by_id = $3`
  return { text, values: [now, workspaceId, principalId] }
}

interface NamedRow extends Row {
  readonly provider: string
  /** JSON. */
  readonly account: string
  readonly requestedBy: string | null
}

/** Lists send requests. There are only those of a day, few enough to filter along the index of the list. */
async function listSendRequests(
  sql: Pick<Sql, 'all'>,
  { workspaceId, endUserId }: SendRequestReader,
  { connectionId: asked, status, now }: SendRequestFilter,
  { limit, after }: PageRequest,
): Promise<NamedSendRequest[]> {
  const { values, bind } = createParameters()
  const where = [`send_requests.workspace_id = ${bind(workspaceId)}`]
  if (after !== null) where.push(`send_requests.id < ${bind(after)}`)
  if (asked !== undefined) where.push(`send_requests.connection_id = ${bind(asked)}`)
  if (endUserId !== null) where.push(`connections.end_user_id = ${bind(endUserId)}`)
  if (status === 'approved' || status === 'declined') where.push(`${status}_at IS NOT NULL`)
  if (status === 'pending') where.push(UNDECIDED, `send_requests.expires_at > ${bind(now)}`)
  if (status === 'expired') where.push(UNDECIDED, `send_requests.expires_at <= ${bind(now)}`)
  const text = `SELECT ${COLUMNS}, connections.provider, connections.account, ${PRINCIPAL_NAME} AS "requestedBy"
    FROM send_requests JOIN connections ON connections.id = send_requests.connection_id ${joinPrincipal('requested_by_id')}
    WHERE ${where.join(' AND ')} ORDER BY send_requests.id DESC LIMIT ${bind(limit)}`
  const rows = await sql.all<NamedRow>(text, values)
  return rows.map(({ provider, account, requestedBy, ...row }) => {
    const sendRequest = toSendRequest(row)
    const { connectionId } = sendRequest
    const { accountName } = namedConnection(connectionId, { provider, endUserId: null, account })
    return { ...sendRequest, provider, accountName: accountName ?? '', requestedBy }
  })
}

function toSendRequest({ payload, ...times }: Row): SendRequestRecord & Omit<Row, 'payload'> {
  return { ...recordOf(payload), ...times }
}
