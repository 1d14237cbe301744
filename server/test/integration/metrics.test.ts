import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { connect } from '@letterlock/testing/connect.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const DEPLOY = join(import.meta.dirname, '../../../deploy')

const scrape = async ({ server }: TestWorld): Promise<string> =>
  (await fetch(`${server.localUrl}/metrics`)).text()

/** The families that a scrape has, and the series that they consist of. */
function seriesIn(exposition: string): Set<string> {
  const types = [...exposition.matchAll(/^# TYPE (\w+) (\w+)$/gm)]
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  )
}

const namesIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:letterlock|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name)

test('connections, refreshes, the webhook backlog and the database are measured, without an ID', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  await connect(world)
  await world.client.webhookEndpoints.create({ url: 'http://127.0.0.1:9/nothing-listens' })
  await world.client.connections.refresh(id)
  const text = await scrape(world)
  assert.match(text, /^letterlock_connections\{provider="mailup",status="connected"\} 1$/m)
  assert.match(text, /^letterlock_connections\{provider="mailchimp",status="connected"\} 1$/m)
  // An alert compares with the hour before, when perhaps none was lost.
  assert.match(text, /^letterlock_connections\{provider="mailchimp",status="disconnected"\} 0$/m)
  assert.match(text, /^letterlock_token_refreshes_total\{provider="mailup",outcome="refreshed"\} 1$/m)
  assert.match(text, /^letterlock_webhook_backlog \d+$/m)
  assert.match(text, /^letterlock_webhook_backlog_age_seconds \d/m)
  assert.match(text, /^letterlock_database_query_duration_seconds_count\{operation="write"\} [1-9]/m)
  assert.match(text, /^nodejs_eventloop_delay_p99_seconds \d/m)
  assert.doesNotMatch(text, /conn_|key_|usr_/)
})

test('calls by host and status, waits, deliveries, lateness and approvals are measured', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  await world.client.webhookEndpoints.create({ url: 'http://127.0.0.1:9/nothing-listens' })
  await world.client.connections.refresh(id)
  assert.doesNotMatch(
    await scrape(world),
    /refresh_lateness_seconds_count\{provider="mailup"\}/,
    'on request',
  )
  // Its access token ends, and the job refreshes it.
  world.advance(3600)
  await waitFor(
    () => scrape(world),
    (text) => /^letterlock_token_refresh_lateness_seconds_count\{provider="mailup"\} [1-9]/m.test(text),
  )
  await waitFor(
    () => scrape(world),
    (text) => /^letterlock_webhook_deliveries_total\{outcome="failed"\} [1-9]/m.test(text),
  )
  await world.client.proxy.get(id, '/ConsoleService.svc/Console/User/Lists')
  const text = await scrape(world)
  assert.match(
    text,
    /^letterlock_outbound_requests_total\{host="services\.mailup\.com",status="200"\} [1-9]/m,
  )
  assert.match(text, /^# TYPE letterlock_provider_queue_wait_seconds histogram$/m)
  assert.match(text, /^# TYPE letterlock_provider_queue_length gauge$/m)
  assert.match(text, /^# TYPE letterlock_send_requests gauge$/m)
})

test('the connections to PostgreSQL are measured', async () => {
  await using server = await startPostgres()
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await server.newDatabase() })
  const text = await scrape(world)
  assert.match(text, /^letterlock_database_pool_connections\{pool="readers",state="idle"\} \d+$/m)
  assert.match(text, /^letterlock_database_pool_waiting\{pool="writers"\} 0$/m)
})

test('what is scraped is what promtool accepts: each sample has a family, each family a help text and its ending', async () => {
  await using world = await startWorld()
  await connect(world)
  const lines = (await scrape(world)).trimEnd().split('\n')
  const types = new Map<string, string>()
  const seen = new Set<string>()
  for (const line of lines.filter(Boolean)) {
    const [, kind, family = '', rest = ''] = /^# (HELP|TYPE) ([a-z][a-z0-9_]*) (.+)$/.exec(line) ?? []
    if (kind === 'HELP') assert.match(rest, /^[A-Z].*\.$/, family)
    else if (kind === 'TYPE') types.set(family, rest)
    else {
      const [, series = '', name = ''] =
        /^(([a-z][a-z0-9_]*)(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)+\})?) -?[\d.e+-]+$/.exec(line) ?? []
      assert.ok(!seen.has(series) && series !== '', line)
      seen.add(series)
      const owner = types.has(name) ? name : name.replace(/_(?:bucket|count|sum)$/, '')
      assert.ok(types.has(owner), `${name} has no family`)
      assert.equal(types.get(owner) === 'histogram', owner !== name, name)
    }
  }
  for (const [family, type] of types) assert.equal(family.endsWith('_total'), type === 'counter', family)
})

test('docs/monitoring.md names each metric that is scraped, and no other', async () => {
  await using world = await startWorld()
  const scraped = [...(await scrape(world)).matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name)
  const page = readFileSync(join(DEPLOY, '../docs/monitoring.md'), 'utf8')
  const documented = [...page.matchAll(/`((?:letterlock|nodejs|process)_\w+)`/g)].map(([, name = '']) => name)
  assert.deepEqual(documented.toSorted(), scraped.toSorted())
})

test('the dashboard and the alert rules in deploy/ name only metrics that exist', async () => {
  await using world = await startWorld()
  const known = seriesIn(await scrape(world))
  const rules = readFileSync(join(DEPLOY, 'prometheus/alerts.yaml'), 'utf8')
  const { groups } = parse(rules) as { groups: { rules: { alert: string; expr: string }[] }[] }
  const dashboard = JSON.parse(readFileSync(join(DEPLOY, 'grafana/letterlock.json'), 'utf8')) as {
    panels: { targets: { expr: string }[] }[]
  }
  const expressions = [
    ...groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ]
  assert.ok(expressions.length > 12)
  const unknown = expressions.flatMap(namesIn).filter((name) => !known.has(name))
  assert.deepEqual(unknown, [])
})
