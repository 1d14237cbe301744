import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { registerAtSandbox, startWorld } from '@letterlock/testing/world.ts'
import { finish, grant, linesOf, run } from './run-command.ts'

test('import reads JSON lines, API keys too, and says what is wrong with a file', async () => {
  await using world = await startWorld()
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-import-'))
  const { apiKeys } = world.sandbox.world.mailchimp
  const key = Object.keys(apiKeys).find((name) => apiKeys[name] === 'ada') ?? ''
  const file = join(folder, 'some.jsonl')
  const rows = [
    { provider: 'mailchimp', endUserId: 'a', accessToken: grant(world, 1) },
    { provider: 'mailchimp', endUserId: 'b', apiKey: key },
    { provider: 'mailchimp', endUserId: 'b', apiKey: key },
    { provider: 'mailchimp', endUserId: 'c', apiKey: key, accessToken: 'x' },
    { provider: 'mailchimp', endUserId: 'd', password: 'x' },
    { provider: 'mailchimp', endUserId: 'e', apiKey: key, labels: '{"plan":"pro"}' },
    { provider: 'mailchimp', endUserId: 'f', apiKey: key, labels: '{"plan":1}' },
  ]
  writeFileSync(file, `${rows.map((row) => JSON.stringify(row)).join('\n')}\nnot json\n`)
  const { out } = await finish(run(world, ['--json', 'connections', 'import', file]))
  const { imported, exists, failed } = JSON.parse(out) as { imported: number; exists: number; failed: number }
  assert.deepEqual([imported + exists, failed], [4, 4])
  const [labeled] = (await world.client.connections.list({ label: 'plan:pro' })).items
  assert.equal(labeled?.endUserId, 'e')
  assert.match(
    (await finish(run(world, ['connections', 'import', join(folder, 'none.csv')]))).err,
    /✗ There is no file/,
  )
  writeFileSync(join(folder, 'empty.csv'), 'provider,endUserId,accessToken\n')
  assert.match(
    (await finish(run(world, ['connections', 'import', join(folder, 'empty.csv')]))).err,
    /✗ The file has no rows\./,
  )
  assert.match(
    (await finish(run(world, ['connections', 'import', import.meta.filename]))).err,
    /neither \.csv nor \.jsonl/,
  )
  rmSync(folder, { recursive: true })
})

const API_HOST = 'us21.api.mailchimp.com'

function writeRows(folder: string, rows: readonly (readonly string[])[], columns: string): string {
  const file = join(folder, 'rows.csv')
  writeFileSync(file, `${columns}\n${rows.map((row) => row.join(',')).join('\n')}\n`)
  return file
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-import-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('E5: import waits as long as Retry-After says, and then goes on', async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const file = writeRows(
    temporaryFolder(t),
    [['mailchimp', 'a', grant(world, 1)]],
    'provider,endUserId,accessToken',
  )
  world.sandbox.world.faults.add({
    kind: 'status',
    status: 429,
    retryAfter: '4',
    remaining: 1,
    host: API_HOST,
  })
  const began = performance.now()
  const { out, err } = await finish(run(world, ['connections', 'import', file]))
  assert.match(out, /✓ 1 row: 1 imported/, err)
  assert.ok(performance.now() - began >= 4000)
  const calls = world.sandbox.world.requests.list({}).filter(({ host }) => host === API_HOST)
  assert.deepEqual(
    calls.map(({ status }) => status),
    [429, 200],
  )
})

test('E5: a provider that stays busy is given up after a while, with the reason; another run goes on', async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const rows = Array.from({ length: 40 }, (_, index) => ['mailchimp', `o-${index}`, grant(world, index + 1)])
  const file = writeRows(temporaryFolder(t), rows, 'provider,endUserId,accessToken')
  world.sandbox.world.faults.add({ kind: 'status', status: 429, retryAfter: '60', host: API_HOST })
  const { code, out } = await finish(run(world, ['connections', 'import', file, '--wait-timeout', '2']))
  assert.equal(code, 1)
  assert.match(
    out,
    /\d+ × (?:Mailchimp|The provider)’s rate limit for this account is reached\. \(lines \d+, .*, …\)/,
  )
  assert.match(
    out,
    /Stopped: 8 rows in succession failed, since a server stayed busy or unavailable\. Run it again/,
  )
  const tried = world.sandbox.world.requests.list({}).filter(({ host }) => host === API_HOST).length
  assert.ok(tried <= 16, `${tried} calls to a provider that has asked for a minute`)
  world.sandbox.world.faults.clear()
  const again = await finish(run(world, ['--json', 'connections', 'import', file]))
  const { imported, failed } = JSON.parse(again.out) as { imported: number; failed: number }
  assert.deepEqual([again.code, imported, failed], [0, 40, 0], again.out)
})

test('E5: reasons are summed up on screen, also those of an earlier run', async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const rows = Array.from({ length: 60 }, (_, index) => [
    'mailchimp',
    `o-${index}`,
    `${'e'.repeat(31)}${index % 10}-us21`,
  ])
  const file = writeRows(temporaryFolder(t), [...rows, ['mailchimp', '', 'x']], 'provider,endUserId,apiKey')
  for (const round of ['first', 'second']) {
    const { code, out } = await finish(run(world, ['connections', 'import', file]))
    assert.equal(code, 1)
    assert.match(out, /✗ 61 rows: 0 imported, 0 already existed, 61 failed\n/, round)
    assert.match(out, / {2}60 × Mailchimp rejected the API key\. \(lines \d+, .*, …\)\n {6}Check that/)
    assert.match(out, / {2}1 × The field “endUserId” is empty\. \(line 62\)\n {6}Correct the row\./)
    assert.match(out, /Correct what failed and import the file again: rows that are imported are skipped\./)
    assert.ok(!out.includes('eeeee'), 'a key is repeated')
  }
  const json = await finish(run(world, ['--json', 'connections', 'import', file]))
  const { reasons } = JSON.parse(json.out) as { reasons: { code: string; count: number }[] }
  assert.deepEqual(
    reasons.map(({ code, count }) => [code, count]),
    [
      ['credentials_rejected', 60],
      ['invalid_row', 1],
    ],
  )
})

test('a row that is corrected is imported by the next run, in place or alone; imported rows are not sent again', async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const folder = temporaryFolder(t)
  const columns = 'provider,endUserId,accessToken'
  const row = (number: number): string[] => ['mailchimp', `o-${number}`, grant(world, number)]
  const good = [row(1), row(2), row(3), row(4)]
  const importing = async (rows: string[][]) => {
    const file = writeRows(folder, rows, columns)
    const { out } = await finish(run(world, ['--json', 'connections', 'import', file]))
    const { rows: count, imported, failed, before } = JSON.parse(out) as Record<string, number>
    return { count, imported, failed, before }
  }
  const wrong = [
    ['nowhere', 'o-5', grant(world, 5)],
    ['mailchimp', '', grant(world, 6)],
  ]
  assert.deepEqual(await importing([...good, ...wrong]), { count: 6, imported: 4, failed: 2, before: 0 })
  assert.deepEqual(await importing([...good, row(5), ...wrong.slice(1)]), {
    count: 6,
    imported: 5,
    failed: 1,
    before: 4,
  })
  assert.deepEqual(await importing([row(6)]), { count: 1, imported: 1, failed: 0, before: 0 })
  assert.deepEqual(await importing([row(6), row(1)]), { count: 2, imported: 2, failed: 0, before: 2 })
  assert.equal((await world.client.connections.list()).items.length, 6)
})

test('a broken file says what has become of its rows and what to do', async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const file = join(temporaryFolder(t), 'contacts.csv')
  const importing = ['contacts', 'import', file, '--audience', 'a']
  writeFileSync(file, 'email\nada@bakery.example\n"ben\n')
  const broken = await finish(run(world, importing))
  assert.match(
    broken.err,
    /contacts\.csv: .*\n {2}Nothing was imported\. Correct the file and import it again\./,
  )
  writeFileSync(file, 'email,name\nada@bakery.example,Ada\n,Ben\n')
  const empty = await finish(run(world, importing))
  assert.match(
    empty.err,
    /✗ 1 line of .*\n {2}Line 3: It has no email\. Add the address, or remove the line\.\n {2}Nothing was imported\./,
  )
  writeFileSync(file, 'provider,endUserId,accessToken\nmailchimp,"ben\n')
  const connections = await finish(run(world, ['connections', 'import', file]))
  assert.match(
    connections.err,
    /contacts\.csv: .*\n {2}Correct the file and import it again: rows that are imported are skipped\./,
  )
})

test('E5: when our own key is refused, the run ends at once and says so; nothing is settled', async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const rows = Array.from({ length: 30 }, (_, index) => ['mailchimp', `o-${index}`, grant(world, index + 1)])
  const file = writeRows(temporaryFolder(t), rows, 'provider,endUserId,accessToken')
  const { code, out, err } = await finish(
    run({ ...world, secretKey: 'llk_wrong' }, ['connections', 'import', file]),
  )
  assert.deepEqual([code, out], [4, ''])
  assert.match(err, /^✗ The secret key or access token is invalid/)
  assert.equal(readFileSync(`${file}.results.jsonl`, 'utf8'), '')
})

test('import-legacy: a file of accounts, killed in the middle and resumed; one account from a pipe', async () => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const provider = 'constant-contact-v2'
  const callback = `${world.server.url}/oauth/${provider}/callback`
  await world.client.oauthApps.create({
    provider,
    ...(await registerAtSandbox(world.sandbox, callback, provider)),
  })
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
  writeFileSync(file, `endUserId,username,password,clientId,clientSecret\n${rows.join('\n')}\n`)
  const report = join(folder, 'report.jsonl')
  const migrate = ['connections', 'import-legacy', provider, 'basic', file, '--results', report]

  const killed = run(world, migrate)
  await waitUntil(() => existsSync(report) && linesOf(report).length >= 5, 'five rows are imported', 30_000)
  killed.kill('SIGKILL')
  await once(killed, 'close')
  assert.ok(linesOf(report).length < rows.length, 'it was killed in the middle')
  const { code, out, err } = await finish(run(world, migrate))
  assert.equal(code, 1, err)
  assert.match(out, /✗ 20 rows: \d+ imported, \d+ already existed, 1 failed/)
  assert.equal((await world.client.connections.list({ limit: 100 })).items.length, 19)
  // It is tried again if the first run has got that far.
  const failed = linesOf(report).filter(({ outcome }) => outcome === 'failed')
  assert.deepEqual(
    new Set(failed.map(({ line, code }) => `${line} ${code}`)),
    new Set(['6 credentials_rejected']),
  )
  const printed = out + err + readFileSync(report, 'utf8')
  for (const secret of ['bread-and-butter', 'not-her-password', old.clientSecret])
    assert.ok(!printed.includes(secret), 'a secret is repeated')

  const one = { username: 'ben@bicycles.example', password: 'two-wheels', clientId: old.clientId }
  const input = JSON.stringify({ ...one, clientSecret: old.clientSecret })
  const alone = await finish(
    run(world, ['connections', 'import-legacy', provider, 'basic', '--end-user', 'ben']),
    input,
  )
  assert.match(alone.out, /Ben’s Bicycles/)
  const wrong = await finish(
    run(world, ['connections', 'import-legacy', provider, 'oauth1', '--end-user', 'ben']),
    input,
  )
  assert.deepEqual([wrong.code, /There is no field “username”/.test(wrong.err)], [1, true])
  for (const text of ['{', 'null', '5', '"ben"', '[]']) {
    const refused = await finish(
      run(world, ['connections', 'import-legacy', provider, 'basic', '--end-user', 'ben']),
      text,
    )
    assert.equal(refused.code, 1, text)
    assert.match(refused.err, /Standard input is not a JSON object/, text)
  }
  rmSync(folder, { recursive: true })
})
