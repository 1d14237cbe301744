import { startPostgres } from '@letterlock/testing/postgres.ts'
import { seededId, seedRows } from '@letterlock/testing/seed-rows.ts'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Client } from 'pg'
import type { Store } from '../../src/context.ts'
import { createLog } from '../../src/kernel/log.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import type { Sql, SqlValue } from '../../src/store/sql/sql.ts'
import { createStore } from '../../src/store/store.ts'

/*
 * What a list costs depends on the rows that it returns, not on those that are there: no list statement scans a large table or sorts.
 * Plans are asserted, not times.
 */

/** Enough for the planner of PostgreSQL to choose as it does for millions. */
const ROW_COUNT = sizeOf(40_000, 200_000)
const ROWS = { workspaceId: 'ws_1', provider: 'odd', connections: ROW_COUNT, events: ROW_COUNT }
const folder = mkdtempSync(join(tmpdir(), 'letterlock-plans-'))
after(() => rmSync(folder, { recursive: true }))

interface Run {
  readonly text: string
  readonly values: readonly SqlValue[]
  /** Whether it runs beside the main thread. */
  readonly isScan: boolean
}

/** All subsets of the members of a filter. */
function subsetsOf(filter: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  return Object.entries(filter).reduce<Record<string, unknown>[]>(
    (subsets, [name, value]) => subsets.flatMap((subset) => [subset, { ...subset, [name]: value }]),
    [{}],
  )
}

/** Calls every list with every combination of filters, on the first page and on a late one. */
async function callEveryList(store: Store): Promise<void> {
  const pages = (after: string) => [
    { limit: 51, after: null },
    { limit: 51, after },
  ]
  for (const page of pages(seededId('conn', ROW_COUNT * 0.75))) {
    for (const statuses of [undefined, ['connected', 'expiring_soon'], ['expiring_soon']] as const)
      for (const filter of subsetsOf({
        endUserId: 'user7',
        providerSlug: 'odd',
        words: 'owner77',
        sort: 'newest',
      }))
        await store.connections.list('ws_1', { ...filter, statuses }, page)
    await store.connections.list('ws_1', { sort: 'name' }, page)
    await store.connections.list('ws_1', { ids: [seededId('conn', 7), seededId('conn', 9)] }, page)
  }
  await store.connections.findBySlug('ws_1', undefined, 'bakery-77-odd', 1)
  await store.connections.findBySlug('ws_1', 'user77', 'bakery-77-odd', 1)
  for (const page of pages(seededId('evt', ROW_COUNT * 0.25)))
    for (const type of [undefined, 'connection', 'connection.created'])
      for (const filter of subsetsOf({
        connectionId: seededId('conn', 77),
        endUserId: 'user77',
        actorId: 'usr_1',
        since: 1,
        until: 2 ** 40,
      }))
        await store.events.list('ws_1', { ...filter, type }, page)
  for (const page of pages('whd_1'))
    for (const filter of subsetsOf({ eventId: 'evt_1', succeeded: false }))
      await store.webhookDeliveries.list('we_1', filter, page)
  for (const page of pages('call_1'))
    for (const endUserId of [null, 'user77'])
      for (const filter of subsetsOf({
        connectionId: seededId('conn', 77),
        type: 'proxy',
        principalId: 'key_1',
        requestId: 'req_1',
        hasFailed: true,
      }))
        await store.calls.list({ workspaceId: 'ws_1', endUserId }, filter, page)
  for (const page of pages('sreq_1'))
    for (const endUserId of [null, 'user77'])
      for (const kind of ['user', 'secret_key'] as const)
        for (const filter of subsetsOf({ connectionId: seededId('conn', 77), status: 'pending' as const })) {
          const reader = { workspaceId: 'ws_1', principalId: 'key_1', endUserId, kind }
          await store.sendRequests.list(reader, { ...filter, now: 0 }, page)
        }
  for (const page of pages('we_1')) await store.webhookEndpoints.list('ws_1', page)
  await store.webhookDeliveries.totals(['we_1', 'we_2'], 0)
  await store.connections.countLabels('ws_1', undefined)
  await store.secretKeys.list('ws_1')
  await store.oauthApps.list('ws_1')
}

async function statementsOfLists(sql: Sql): Promise<Run[]> {
  const runs = new Map<string, Run>()
  const note = (isScan: boolean, text: string, values: readonly SqlValue[]): void =>
    void runs.set(text, { text, values, isScan })
  const noted: Sql = {
    ...sql,
    all: (text, values) => (note(false, text, values), sql.all(text, values)),
    scan: (text, values) => (note(true, text, values), sql.scan(text, values)),
  }
  await callEveryList(createStore(watchOutages(noted, createLog('silent')), { expiringSoonMs: 0 }))
  return [...runs.values()]
}

/** Without the columns. */
const shortened = (text: string): string => text.replace(/^SELECT .*? FROM /s, 'SELECT … FROM ')

async function seeded(sql: Sql): Promise<Sql> {
  const store = createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 0 })
  await store.workspaces.insert(
    { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 },
    0,
  )
  await seedRows(sql, ROWS)
  for (const [table, columns] of [
    ['label_names', 'workspace_id, name'],
    ['label_values', 'workspace_id, name, value'],
  ] as const) {
    const named = columns.includes('value') ? "'ws_1', 'customer', id" : "'ws_1', id"
    const text = `INSERT INTO ${table} (${columns}, connection_count) SELECT ${named}, 1 FROM connections`
    await sql.write([{ text, values: [] }])
  }
  return sql
}

void test('sqlite: no list scans or sorts', async () => {
  const file = join(folder, 'lists.db')
  const sql = await seeded(openSqlite(file))
  const runs = await statementsOfLists(sql)
  const database = new DatabaseSync(file, { readOnly: true })
  const faults = runs.flatMap(({ text, values }) => {
    const explain = database.prepare(`EXPLAIN QUERY PLAN ${text.replaceAll(/\$(\d+)/g, '?$1')}`)
    const plan = explain.all(...values).map((row) => String(row['detail']))
    // The page is what the subselect has found; the full-text index is a virtual table.
    const isFault = (step: string): boolean =>
      step.includes('TEMP B-TREE') ||
      (step.startsWith('SCAN') && !/^SCAN (?:page|part\d+|merged|json_each|connection_search)\b/.test(step))
    return plan.some(isFault) ? [`${shortened(text)}\n  ${plan.join('\n  ')}`] : []
  })
  database.close()
  await sql.close()
  assert.ok(runs.length > 100, `only ${runs.length} statements`)
  assert.equal(faults.join('\n'), '')
})

void test('sqlite: connections that wait for a client secret become due in pieces', async () => {
  const file = join(folder, 'due.db')
  const sql = await seeded(openSqlite(file))
  const waiting = 1000
  await sql.write([
    {
      text: "INSERT INTO oauth_apps (id, workspace_id, provider, client_id, name, is_simulated, created_at) VALUES ('app_1', 'ws_1', 'odd', '1', 'x', 1, 0)",
      values: [],
    },
    { text: "UPDATE connections SET oauth_app_id = 'app_1', refresh_type = 'rotating'", values: [] },
    {
      text: "UPDATE connections SET oauth_reason = 'oauth_app_rejected' WHERE id <= $1",
      values: [seededId('conn', waiting)],
    },
  ])
  const pieces: number[] = []
  const plans: string[] = []
  const database = new DatabaseSync(file, { readOnly: true })
  const noted: Sql = {
    ...sql,
    all(text, values) {
      const explain = database.prepare(`EXPLAIN QUERY PLAN ${text.replaceAll(/\$(\d+)/g, '?$1')}`)
      plans.push(...explain.all(...values).map((row) => String(row['detail'])))
      return sql.all(text, values)
    },
    async change<T>(text: string, values: readonly SqlValue[]) {
      const rows = await sql.change<T>(text, values)
      pieces.push(rows.length)
      return rows
    },
  }
  const store = createStore(watchOutages(noted, createLog('silent')), { expiringSoonMs: 0 })
  await store.connections.makeDue('app_1', 1)
  assert.equal(
    pieces.reduce((sum, rows) => sum + rows, 0),
    waiting,
  )
  assert.ok(Math.max(...pieces) <= 200, `${Math.max(...pieces)} rows in one statement`)
  assert.deepEqual(
    [...new Set(plans)],
    ['SEARCH connections USING INDEX connections_waiting_idx (oauth_app_id=? AND id>?)'],
  )
  database.close()
  await sql.close()
})

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

/** The tables with many rows here; of the others, PostgreSQL looks through the few rows, unless it is told not to. */
const LARGE = /^(?:connections|connection_listings|events|label_names|label_values)$/
const OF_SMALL = /FROM (?:calls|webhook_\w+|secret_keys|oauth_apps|send_requests)\b/
const WITHOUT_SCANS = 'SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off'

void test('postgres: no list scans or sorts', async () => {
  await using server = await startPostgres()
  const url = await server.newDatabase()
  const sql = await seeded(await openPostgres(url))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('ANALYZE')
  const runs = await statementsOfLists(sql)
  const faults: string[] = []
  for (const { text, values, isScan } of runs) {
    const isSmall = OF_SMALL.test(text)
    await client.query(isSmall ? WITHOUT_SCANS : 'RESET ALL')
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (FORMAT JSON) ${text}`,
      [...values],
    )
    const nodes: PlanNode[] = []
    const visit = (node: PlanNode): void => {
      nodes.push(node)
      node.Plans?.forEach(visit)
    }
    visit(rows[0]!['QUERY PLAN'][0].Plan)
    const isFault = (node: PlanNode): boolean =>
      // What a trigram index has found is sorted.
      (/Sort/.test(node['Node Type']) && !isScan) ||
      (node['Node Type'].includes('Seq Scan') && (isSmall || LARGE.test(node['Relation Name'] ?? '')))
    if (nodes.some(isFault))
      faults.push(
        `${shortened(text)}\n  ${nodes.map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''}`).join('\n  ')}`,
      )
  }
  await client.end()
  await sql.close()
  assert.ok(runs.length > 100, `only ${runs.length} statements`)
  assert.equal(faults.join('\n'), '')
})
