import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { connect } from '@letterlock/testing/connect.ts'
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
  assert.match(text, /^letterlock_token_refreshes_total\{provider="mailup",outcome="refreshed"\} 1$/m)
  assert.match(text, /^letterlock_webhook_backlog \d+$/m)
  assert.match(text, /^letterlock_webhook_backlog_age_seconds \d/m)
  assert.match(text, /^letterlock_database_query_duration_seconds_count\{operation="write"\} [1-9]/m)
  assert.match(text, /^nodejs_eventloop_delay_p99_seconds \d/m)
  assert.doesNotMatch(text, /conn_|key_|usr_/)
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
