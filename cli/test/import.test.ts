import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { registerAtSandbox, startWorld, type TestWorld } from '../../hub/test/support/world.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const ROWS = 10_000

function run(world: TestWorld, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      LETTERLOCK_URL: world.hub.localUrl,
      LETTERLOCK_SECRET_KEY: world.secretKey,
      NO_COLOR: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

async function finish(child: ChildProcess, input = ''): Promise<{ code: number; out: string; err: string }> {
  child.stdin?.end(input)
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, err }
}

/** As if a person had allowed it: a token of the sandbox's Mailchimp. */
function grant(world: TestWorld, number: number): string {
  const token = number.toString(16).padStart(32, 'a')
  const issuedAt = new Date().toISOString()
  world.sandbox.world.mailchimp.tokens[token] = { clientId: world.app.clientId, username: 'ada', issuedAt }
  return token
}

const linesOf = (file: string): { row: number; outcome: string; code?: string }[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as { row: number; outcome: string }]
      } catch {
        return []
      }
    })

test(`import of ${ROWS} rows, 3 % bad, killed in the middle and resumed: right counts, right reasons, no double`, async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-import-'))
  const file = join(folder, 'connections.csv')
  const bad = new Map<number, string>()
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const number = index + 1
    if (number % 100 === 1) bad.set(number, 'token_rejected')
    if (number % 100 === 2) bad.set(number, 'invalid_row')
    if (number % 100 === 3) bad.set(number, 'invalid_request')
    switch (bad.get(number)) {
      case 'token_rejected':
        return `mailchimp,owner-${number},${'d'.repeat(32)}`
      case 'invalid_row':
        return `mailchimp,,${grant(world, number)}`
      case 'invalid_request':
        return `nowhere,owner-${number},${grant(world, number)}`
      default:
        return `mailchimp,"owner-${number}",${grant(world, number)}`
    }
  })
  writeFileSync(file, `provider,owner,accessToken\n${rows.join('\n')}\n`)
  const report = `${file}.report.jsonl`

  const killed = run(world, ['import', file])
  const enough = () => existsSync(report) && linesOf(report).length > ROWS / 4
  while (!enough()) await sleep(50)
  killed.kill('SIGKILL')
  await once(killed, 'close')
  const before = linesOf(report).length
  assert.ok(before < ROWS, 'it was killed in the middle')

  const { code, out, err } = await finish(run(world, ['import', file]))
  assert.equal(code, 1, 'some rows failed')
  assert.match(
    out,
    new RegExp(`${ROWS} rows: \\d+ imported, \\d+ were there before, ${bad.size} failed`),
    err,
  )
  const lines = linesOf(report)
  assert.equal(new Set(lines.map(({ row }) => row)).size, ROWS)
  for (const { row, outcome, code } of lines)
    if (bad.has(row)) assert.deepEqual([outcome, code], ['failed', bad.get(row)], `row ${row}`)
    else assert.ok(outcome === 'imported' || outcome === 'exists', `row ${row}: ${outcome} ${code}`)
  const text = out + err + readFileSync(report, 'utf8')
  assert.ok(!text.includes('d'.repeat(32)) && !/a{20,}/.test(text), 'no secret is repeated')

  const owners = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await world.client.listConnections({ limit: 200, ...(cursor && { cursor }) })
    for (const { owner } of page.items) {
      assert.ok(!owners.has(owner), `${owner} twice`)
      owners.add(owner)
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  assert.equal(owners.size, ROWS - bad.size)
  const again = await finish(run(world, ['--json', 'import', file]))
  assert.equal((JSON.parse(again.out) as { before: number }).before, ROWS, 'a third run finds nothing to do')
  t.diagnostic(`killed after ${before} rows`)
  rmSync(folder, { recursive: true })
})

test('import reads JSON lines, API keys too, and says what is wrong with a file', async () => {
  await using world = await startWorld()
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-import-'))
  const { apiKeys } = world.sandbox.world.mailchimp
  const key = Object.keys(apiKeys).find((name) => apiKeys[name] === 'ada') ?? ''
  const file = join(folder, 'some.jsonl')
  const rows = [
    { provider: 'mailchimp', owner: 'a', accessToken: grant(world, 1) },
    { provider: 'mailchimp', owner: 'b', apiKey: key },
    { provider: 'mailchimp', owner: 'b', apiKey: key },
    { provider: 'mailchimp', owner: 'c', apiKey: key, accessToken: 'x' },
    { provider: 'mailchimp', owner: 'd', password: 'x' },
  ]
  writeFileSync(file, `${rows.map((row) => JSON.stringify(row)).join('\n')}\nnot json\n`)
  const { out } = await finish(run(world, ['--json', 'import', file]))
  const { imported, exists, failed } = JSON.parse(out) as { imported: number; exists: number; failed: number }
  assert.deepEqual([imported + exists, failed], [3, 3])
  assert.match((await finish(run(world, ['import', join(folder, 'none.csv')]))).err, /✗ There is no file/)
  writeFileSync(join(folder, 'empty.csv'), 'provider,owner,accessToken\n')
  assert.match(
    (await finish(run(world, ['import', join(folder, 'empty.csv')]))).err,
    /✗ The file has no rows\./,
  )
  assert.match((await finish(run(world, ['import', MAIN]))).err, /neither \.csv nor \.jsonl/)
  rmSync(folder, { recursive: true })
})

test('migrate: a file of accounts, killed in the middle and resumed; one account from a pipe', async () => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const provider = 'constant-contact-v2'
  const callback = `${world.hub.url}/oauth/${provider}/callback`
  await world.client.createApp({ provider, ...(await registerAtSandbox(world.sandbox, callback, provider)) })
  const old = await registerAtSandbox(world.sandbox, callback, provider)
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-migrate-'))
  const file = join(folder, 'accounts.csv')
  const rows = Array.from({ length: 20 }, (_, index) =>
    [
      `owner-${index + 1}`,
      'ada@bakery.example',
      index === 4 ? 'not-her-password' : 'bread-and-butter',
      old.clientId,
      old.clientSecret,
    ].join(','),
  )
  writeFileSync(file, `owner,username,password,oldClientId,oldClientSecret\n${rows.join('\n')}\n`)
  const report = join(folder, 'report.jsonl')
  const migrate = ['migrate', provider, 'basic', file, '--report', report]

  const killed = run(world, migrate)
  while (!existsSync(report) || linesOf(report).length < 5) await sleep(20)
  killed.kill('SIGKILL')
  await once(killed, 'close')
  assert.ok(linesOf(report).length < rows.length, 'it was killed in the middle')
  const { code, out, err } = await finish(run(world, migrate))
  assert.equal(code, 1, err)
  assert.match(out, /✗ 20 rows: \d+ imported, \d+ were there before, 1 failed/)
  assert.equal((await world.client.listConnections({ limit: 200 })).items.length, 19)
  const failed = linesOf(report).filter(({ outcome }) => outcome === 'failed')
  assert.deepEqual(
    failed.map(({ row, code }) => [row, code]),
    [[5, 'migration_refused']],
  )
  const told = out + err + readFileSync(report, 'utf8')
  for (const secret of ['bread-and-butter', 'not-her-password', old.clientSecret])
    assert.ok(!told.includes(secret), 'a secret is repeated')

  const one = { username: 'ben@bicycles.example', password: 'two-wheels', oldClientId: old.clientId }
  const input = JSON.stringify({ ...one, oldClientSecret: old.clientSecret })
  const alone = await finish(run(world, ['migrate', provider, 'basic', '--owner', 'ben']), input)
  assert.match(alone.out, /Ben’s Bicycles/)
  const wrong = await finish(run(world, ['migrate', provider, 'oauth1', '--owner', 'ben']), input)
  assert.deepEqual([wrong.code, /There is no field “username”/.test(wrong.err)], [1, true])
  rmSync(folder, { recursive: true })
})
