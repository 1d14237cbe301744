import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from '@letterlock/testing/free-port.ts'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { readFixtures } from '../src/read-fixtures.ts'
import { startSandbox } from '../src/sandbox.ts'
import { writeState } from '../src/state-with-checksum.ts'

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'sandbox-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

test('a damaged state file is named, and stays as it is', async () => {
  await using where = await folder()
  const file = join(where.path, 'state.json')
  const texts = ['{"mailchimp": {', '[]', '{"mailchimp": 7}', '{"clockOffsetMs": 0, "mailchimp": 7}']
  for (const text of [...texts, writeState({ clockOffsetMs: 0, mailchimp: 7 })]) {
    await writeFile(file, text)
    await assert.rejects(startSandbox({ stateFile: file }), /state\.json is no state .* choose another file/)
    assert.equal(await readFile(file, 'utf8'), text)
  }
})

test('two sandboxes do not use one state file; one that was killed does not keep it', async () => {
  await using where = await folder()
  const file = join(where.path, 'state.json')
  const program = `import { startSandbox } from ${JSON.stringify(import.meta.resolve('../src/sandbox.ts'))}
    await startSandbox({ stateFile: ${JSON.stringify(file)} })
    console.log('ready')`
  const other = spawn(process.execPath, ['--input-type=module', '-e', program])
  await once(other.stdout, 'data')
  await assert.rejects(startSandbox({ stateFile: file }), /state\.json is in use by another sandbox/)
  other.kill('SIGKILL')
  await once(other, 'exit')
  const sandbox = await startSandbox({ stateFile: file })
  await assert.rejects(startSandbox({ stateFile: file }), /state\.json is in use by another sandbox/)
  await sandbox.close()
  await (await startSandbox({ stateFile: file })).close()
})

test(
  'a sandbox that cannot save its state goes on, says so, and ends with it',
  { timeout: 30_000 },
  async () => {
    await using where = await folder()
    const directory = join(where.path, 'state')
    await mkdir(directory)
    const args = ['--port', '0', '--state', join(directory, 'state.json')]
    const sandbox = spawn(process.execPath, [fileURLToPath(import.meta.resolve('../src/main.ts')), ...args])
    const ended = once(sandbox, 'exit')
    let said = ''
    sandbox.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const [ready] = (await once(sandbox.stdout, 'data')) as [Buffer]
    const [url = ''] = /http:\S+/.exec(ready.toString()) ?? []
    await rm(directory, { recursive: true })
    await waitUntil(() => said.includes('ENOENT'), 'the sandbox says that it cannot save')
    assert.equal((await fetch(`${url}clock`)).status, 200)
    sandbox.kill('SIGTERM')
    assert.deepEqual(await ended, [1, null])
    assert.match(said, /state is not saved: \S*state\.json cannot be written \(ENOENT/)
    assert.doesNotMatch(said, /^ {4}at /m)
  },
)

test('a lock file that cannot be a lock is named', async () => {
  await using where = await folder()
  const file = join(where.path, 'state.json')
  await writeFile(`${file}.lock`, String(process.ppid))
  await assert.rejects(startSandbox({ stateFile: file }), /state\.json\.lock cannot be locked .* delete it/)
})

test('a state file that cannot be is named, with what to do', async () => {
  await using where = await folder()
  const missing = join(where.path, 'missing/state.json')
  await assert.rejects(
    startSandbox({ stateFile: missing }),
    /missing\/state\.json cannot be written: its folder/,
  )
  await assert.rejects(
    startSandbox({ stateFile: where.path }),
    /cannot be read \(EISDIR.*choose another file/,
  )
  await rm(`${where.path}.lock`)
})

test('an option that cannot be says why, and what to do', async () => {
  await using where = await folder()
  const wrong: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [['--nope'], /Unknown option '--nope'\. “letterlock-sandbox --help” lists the options\./],
    [['--state'], /argument missing\. “letterlock-sandbox --help”/],
    [['grade', '--nope', '--', 'true'], /“letterlock-sandbox grade --help” lists the options\./],
    [
      ['grade', '--output', join(where.path, 'no/report.txt'), '--', 'true'],
      /--output cannot be written: ENOENT/,
    ],
    [['--port', '0', '--host', '192.0.2.1'], /--host is “192\.0\.2\.1”, which is no address of this machine/],
  ]
  for (const [args, sentence] of wrong) {
    const command = spawn(process.execPath, [fileURLToPath(import.meta.resolve('../src/main.ts')), ...args])
    const said = (await command.stderr.toArray()).join('')
    assert.match(said, sentence)
    assert.doesNotMatch(said, /^ {4}at /m)
  }
})

test('every option of the command stands in the README and in the documentation, and no other', async () => {
  const command = spawn(process.execPath, [fileURLToPath(import.meta.resolve('../src/main.ts')), '--help'])
  const help = (await command.stdout.toArray()).join('')
  const listed = [...help.matchAll(/^ {2}(--[\w-]+(?: [A-Z]+)?)/gm)].map(([, option]) => option)
  const options = listed.filter((option) => option !== '--help' && option !== '--version')
  assert.ok(options.includes('--state FILE'))
  for (const file of ['../README.md', '../../docs/sandbox.md']) {
    const text = await readFile(join(import.meta.dirname, file), 'utf8')
    const rows = [...text.matchAll(/^\| `(--[^`]+)`/gm)].map(([, option]) => option)
    assert.deepEqual(new Set(rows), new Set(options), file)
  }
})

test('a mistake in a fixtures file is named with its line and its member', async () => {
  await using where = await folder()
  const file = join(where.path, 'fixtures.yaml')
  const user = 'username: a, password: x, accountName: A, dataCenter: us1'
  await writeFile(file, `mailchimp:\n  users:\n    - { ${user},\n        apiKeys: none, pasword: y }\n`)
  assert.throws(
    () => readFixtures(file),
    /line 4: \/mailchimp\/users\/0\/pasword is not known; line 4: \/mailchimp\/users\/0\/apiKeys must be array/,
  )
})

test('what a fixtures file says twice, or names without saying it, is named with its line', async () => {
  await using where = await folder()
  const file = join(where.path, 'fixtures.yaml')
  const user = 'username: a, password: x, accountName: A, dataCenter: us1'
  const wrong: readonly (readonly [text: string, sentence: RegExp])[] = [
    ['now: tomorrow', /line 1: \/now must match format "date-time"/],
    [
      `mailchimp:\n  users:\n    - { ${user} }\n    - { ${user} }`,
      /line 4: .*\/1\/username “a” is there twice/,
    ],
    [`mailchimp: { users: [{ ${user}, apiKeys: [abc-us2] }] }`, /apiKeys\/0 does not end with -us1/],
    [`mailchimp: { users: [{ ${user}, lists: [{ id: 7, name: A }] }] }`, /lists\/0\/id must be string/],
    [`mailchimp: { users: [{ ${user}, lists: [{ name: A }, { name: A }] }] }`, /“A” is there twice/],
    [
      `mailchimp: { users: [{ ${user}, lists: [{ name: A, contacts: [{ email: a@b.example }, { email: A@b.example }] }] }] }`,
      /contacts\/1\/email “A@b\.example” is there twice/,
    ],
    [
      `mailchimp: { users: [{ ${user}, campaigns: [{ name: C, list: B }] }] }`,
      /“B” is no list of the account/,
    ],
    [
      `mailchimp: { users: [{ ${user}, lists: [{ name: A }], campaigns: [{ name: C, list: A, sentAt: -P1D, opened: [a@b.example] }] }] }`,
      /opened\/0 a@b\.example is no contact of “A”/,
    ],
    [
      'mailup: { apps: [{ clientId: A, clientSecret: s, redirectUri: somewhere }] }',
      /redirectUri must match format "uri"/,
    ],
  ]
  for (const [text, sentence] of wrong) {
    await writeFile(file, text)
    assert.throws(() => readFixtures(file), sentence)
  }
  const app = { clientId: 'A', clientSecret: 's', redirectUri: 'http://127.0.0.1:9/', owner: 'eve' }
  await assert.rejects(
    startSandbox({ fixtures: { mailup: { apps: [app] } } }),
    /“A” belongs to “eve”, who is no user of MailUp/,
  )
})

test('what the control API refuses changes nothing: a state, a time and a rule that cannot be', async () => {
  await using sandbox = await startSandbox()
  const before = sandbox.world.mailchimp
  const send = async (method: string, path: string, body: unknown): Promise<number> => {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await response.body?.cancel()
    return response.status
  }
  // Of another version: with its checksum.
  const another = (state: object): unknown => JSON.parse(writeState(state))
  const wrong: readonly (readonly [method: string, path: string, body: unknown])[] = [
    ['PUT', 'state', { clockOffsetMs: 0 }],
    ['PUT', 'state', another({ clockOffsetMs: 0, mailchimp: 7 })],
    ['PUT', 'state', another({ clockOffsetMs: 0, mailchimp: { users: [] } })],
    ['PUT', 'state', another({ clockOffsetMs: 0, mailchimp: { ...before, users: { ada: 7 } } })],
    ['PUT', 'state', another({ clockOffsetMs: 1e18 })],
    ['POST', 'clock', { advanceSeconds: 1e18 }],
    ['POST', 'clock', { now: '9999-12-31T23:59:58Z', advanceSeconds: 60 }],
    ['POST', 'faults', { kind: 'status', status: 9999 }],
    ['POST', 'faults', { kind: 'status', rate: 'often' }],
    ['POST', 'faults', { kind: 'status', remaining: 0 }],
    ['POST', 'faults', { kind: 'status', path: ['/'] }],
    ['POST', 'faults', { kind: 'status', retryAfter: '1\r\nx: y' }],
    ['POST', 'faults', { kind: 'answer', contentType: 'text/html\u2028' }],
    ['POST', 'faults', { kind: 'slow_body', delayMs: 1e12 }],
  ]
  for (const [method, path, body] of wrong)
    assert.equal(await send(method, path, body), 400, `${path} ${JSON.stringify(body)}`)
  assert.equal(sandbox.world.mailchimp, before)
  assert.deepEqual(sandbox.world.faults.list(), [])
  assert.equal((await fetch(`${sandbox.url}/_sandbox/`)).status, 200)
  const state: unknown = await (await fetch(`${sandbox.url}/_sandbox/state`)).json()
  const changed = await fetch(`${sandbox.url}/_sandbox/state`, {
    method: 'PUT',
    body: JSON.stringify({ ...Object(state), clockOffsetMs: 1 }),
  })
  assert.match(await changed.text(), /it has been changed since a sandbox exported it/)
  assert.equal(await send('PUT', 'state', state), 204)
})

test('a sandbox that answers has its certificate: nothing listens before', async () => {
  const port = await freePort()
  const main = join(import.meta.dirname, '../src/main.ts')
  const conditions = ['--conditions=letterlock-source']
  const command = spawn(process.execPath, [...conditions, main, '--tls', '--port', String(port)])
  const url = `http://127.0.0.1:${port}/_sandbox/ca.pem`
  const answer = await waitFor(
    () => fetch(url).catch(() => undefined),
    (response) => response !== undefined,
  )
  assert.equal(answer?.status, 200)
  command.kill('SIGTERM')
  assert.deepEqual(await once(command, 'exit'), [0, null])
})

test('a start loads nothing that compiles schemas for the framework: no route has one', async () => {
  const program = `import { startSandbox } from ${JSON.stringify(import.meta.resolve('../src/sandbox.ts'))}
    import { createRequire } from 'node:module'
    await using sandbox = await startSandbox()
    await fetch(sandbox.url + '/services.mailup.com/')
    console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache)))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  const loaded = JSON.parse((await child.stdout.toArray()).join('')) as string[]
  assert.ok(
    loaded.some((file) => /fastify.fastify\.js$/.test(file)),
    'what is loaded is listed',
  )
  assert.deepEqual(
    loaded.filter((file) => /(fast-json-stringify.index|ajv-compiler)/.test(file)),
    [],
  )
})

test('a port that is in use: the sentence names the option or the setting that was given, or the option', async () => {
  await using taken = await startSandbox()
  const { port } = new URL(taken.url)
  const main = join(import.meta.dirname, '../src/main.ts')
  const start = async (args: string[], setting?: string): Promise<string> => {
    const { LETTERLOCK_SANDBOX_PORT: _, ...env } = process.env
    const more = setting === undefined ? {} : { LETTERLOCK_SANDBOX_PORT: setting }
    const child = spawn(process.execPath, [main, ...args], { env: { ...env, ...more } })
    const exit = once(child, 'exit')
    const printed = (await child.stderr.toArray()).join('')
    assert.deepEqual(await exit, [1, null])
    return printed
  }
  assert.match(await start(['--port', port]), new RegExp(`--port is ${port}, which is in use: stop`))
  assert.match(await start([], port), new RegExp(`LETTERLOCK_SANDBOX_PORT is ${port}, which is in use: stop`))
  const other = createServer().listen(4401, '127.0.0.1')
  // If it cannot listen, another program uses the port already.
  await once(other, 'listening').catch(() => undefined)
  assert.match(await start([]), /--port is 4401, which is in use: stop/)
  other.close()
})
