import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { programOf } from 'letterlock/launch.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'

const MAIN = programOf('server')
const TOKEN = 'a-token-of-the-scraper'

async function runConfig(environment: Record<string, string>, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, 'config', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await once(child, 'close')
  return text
}

const scrape = async (url: string, token?: string): Promise<number> => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(url, { headers })
  const text = await response.text()
  if (response.status === 200) assert.match(text, /^# HELP letterlock_http_request_duration_seconds /m)
  return response.status
}

test('metrics can have a token, and a port of their own', async () => {
  const port = await freePort()
  await using beside = await startWorld({ LETTERLOCK_METRICS_TOKEN: TOKEN })
  await using apart = await startWorld({
    LETTERLOCK_METRICS_TOKEN: TOKEN,
    LETTERLOCK_METRICS_PORT: String(port),
  })
  for (const url of [`${beside.server.localUrl}/metrics`, `http://127.0.0.1:${port}/metrics`]) {
    assert.equal(await scrape(url), 401)
    assert.equal(await scrape(url, `${TOKEN}x`), 401)
    assert.equal(await scrape(url, TOKEN), 200)
  }
  assert.equal(await scrape(`http://127.0.0.1:${port}/`, TOKEN), 404)
  assert.equal(await scrape(`${apart.server.localUrl}/metrics`, TOKEN), 404)
})

test('a server that stops serves on for its delay, while it says that it is not ready', async () => {
  await using world = await startWorld({ LETTERLOCK_SHUTDOWN_DELAY_SECONDS: '2' })
  const ready = async (): Promise<[number, unknown]> => {
    const response = await fetch(`${world.server.localUrl}/readyz`)
    return [response.status, await response.json()]
  }
  assert.deepEqual(await ready(), [200, { status: 'ready' }])
  const closed = world.server.close()
  assert.deepEqual(await ready(), [503, { status: 'stopping' }])
  assert.equal((await world.client.providers.list()).items.length > 0, true)
  await closed
  await assert.rejects(ready())
})

test('without a token, metrics are not served through a proxy, which would publish them', async () => {
  await using open = await startWorld()
  await using guarded = await startWorld({ LETTERLOCK_METRICS_TOKEN: TOKEN })
  for (const header of [{ 'x-forwarded-for': '198.51.100.1' }, { forwarded: 'for=198.51.100.1' }]) {
    assert.equal((await fetch(`${open.server.localUrl}/metrics`, { headers: header })).status, 404)
    const headers = { ...header, authorization: `Bearer ${TOKEN}` }
    assert.equal((await fetch(`${guarded.server.localUrl}/metrics`, { headers })).status, 200)
  }
  assert.equal(await scrape(`${open.server.localUrl}/metrics`), 200)
  assert.match(open.log.join('\n'), /"errorDetail":"metrics through a proxy need LETTERLOCK_METRICS_TOKEN"/)
})

const completed = ({ log }: TestWorld): Record<string, unknown>[] =>
  log
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'request completed')

test('every request is logged in one line without secrets, when that is switched on', async () => {
  await using world = await startWorld({ LETTERLOCK_LOG_REQUESTS: 'true' })
  const { id } = await connect(world)
  const { accessToken } = await world.client.connections.getAccessToken(id)
  const headers = { authorization: `Bearer ${world.secretKey}` }
  await fetch(`${world.server.localUrl}/v1/proxy/${id}/3.0/lists?apikey=verysecret`, { headers })
  const lines = await waitFor(
    () => completed(world),
    (all) => all.some(({ route }) => String(route).startsWith('/v1/proxy/')),
  )
  const line = lines.find(({ route }) => String(route).startsWith('/v1/proxy/'))
  assert.ok(line)
  assert.deepEqual([line['level'], line['method'], line['statusCode']], ['info', 'GET', 200])
  assert.match(String(line['principalId']), /^key_/)
  assert.match(String(line['requestId']), /^req_/)
  for (const secret of [accessToken, world.secretKey, 'verysecret', id])
    assert.ok(!JSON.stringify(lines).includes(secret), secret)

  await using quiet = await startWorld()
  await quiet.client.providers.list()
  assert.deepEqual(completed(quiet), [])
})

test('“config” shows what is in force and where it comes from, and masks secrets', async () => {
  await using world = await startWorld()
  const { dataDirectory } = world.config
  const file = join(dataDirectory, '.env')
  writeFileSync(
    file,
    'LETTERLOCK_EVENT_RETENTION_DAYS=30\nLETTERLOCK_LOG_LEVEL=warn\nLETTERLOCK_SMTP_URL=smtp://ada:hunter2@mail.example\n',
  )
  const environment = { LETTERLOCK_DATA_DIR: dataDirectory, LETTERLOCK_LOG_LEVEL: 'error' }
  const text = await runConfig(environment)
  assert.match(text, /^LETTERLOCK_LOG_LEVEL +error {2}\(environment\)$/m)
  assert.ok(text.includes(`30  (${file})`), text)
  assert.match(text, /^LETTERLOCK_SMTP_URL +•••••• {2}\(/m)
  assert.match(text, /^LETTERLOCK_PORT +4400 {2}\(default\)$/m)
  assert.ok(!text.includes('hunter2'))
  const json = JSON.parse(await runConfig(environment, '--json')) as { name: string; from: string }[]
  assert.equal(json.find(({ name }) => name === 'LETTERLOCK_EVENT_RETENTION_DAYS')?.from, file)
  const wrong = await runConfig({ ...environment, LETTERLOCK_PORT: 'x' })
  assert.match(wrong, /^✗ LETTERLOCK_PORT is “x”, which is not a whole number/)
})
