import { ada, ben, hiddenField, type SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { copyConnection } from '@letterlock/testing/copy-connection.ts'
import { registerAtSandbox, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import { MAIN } from './main.ts'

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command; `watch` sees what it has printed so far. */
async function letterlock(
  world: TestWorld,
  args: readonly string[],
  watch: (printed: string) => void = () => undefined,
  input?: string,
): Promise<Run> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      LETTERLOCK_URL: world.server.localUrl,
      LETTERLOCK_SECRET_KEY: world.secretKey,
      LETTERLOCK_DATA_DIR: world.config.dataDirectory,
      NO_COLOR: '1',
    },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(input)
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk: Buffer) => watch(((out += chunk.toString()), out + err)))
  child.stderr?.on('data', (chunk: Buffer) => watch(((err += chunk.toString()), out + err)))
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, err }
}

/** A user with a browser: opens the link that was printed and goes all the way back. */
async function followLink(
  world: TestWorld,
  link: string,
  user: SandboxUser,
  decision?: 'deny',
): Promise<string> {
  const opened = await user.open(link)
  const pageUrl = new URL(opened.headers.get('location') ?? '', world.server.url).href
  const page = await (await user.open(pageUrl)).text()
  const start = await user.post(`${pageUrl}/authorize`, {
    csrf: hiddenField(page, 'csrf'),
    provider: 'mailchimp',
    audiences: 'read',
  })
  const callback = await user.authorize(start.headers.get('location') ?? '', decision)
  const back = (await user.open(callback.href)).headers.get('location') ?? ''
  const end = await user.open(back)
  assert.deepEqual([end.status, end.headers.get('location')], [303, '/end'], 'no token in the address')
  return (await user.open(new URL('/end', back).href)).text()
}

/** Runs `connect` and lets the user follow the link as soon as it is printed. */
async function connectBy(
  world: TestWorld,
  user: SandboxUser,
  args: readonly string[] = [],
  decision?: 'deny',
) {
  let shown: Promise<string> | undefined
  const words = args.includes('connect') ? args : [...args, 'connect', 'mailchimp']
  const run = await letterlock(world, [...words, '--no-browser'], (printed) => {
    const [link] = /http:\S+\/connect\/link\/\S+/.exec(printed) ?? []
    if (link) shown ??= followLink(world, link, user, decision)
  })
  return { run, page: await shown }
}

test('connect waits for the browser and tells the result, there and here', async () => {
  await using world = await startWorld()
  const { run, page } = await connectBy(world, ada())
  assert.equal(run.code, 0, run.err)
  assert.match(run.out, /✓ Connected: Ada’s Bakery \(mailchimp\)/)
  assert.match(run.out, /\n {2}Name {2}adas-bakery-mailchimp\n {2}ID {4}conn_/)
  assert.match(run.err, /Try: npx letterlock proxy adas-bakery-mailchimp /)
  assert.match(page ?? '', /<h1>Ada’s Bakery is connected<\/h1>\s+<p>You can close this page/)
  assert.match(page ?? '', /<style>.*--background:/s)
  const denied = await connectBy(world, ben(), [], 'deny')
  assert.equal(denied.run.code, 1)
  assert.match(denied.run.err, /✗ Access was denied\.\n {2}Run the command again/)
  const json = await connectBy(world, ben(), ['--json'])
  assert.equal((JSON.parse(json.run.out) as { account: { name: string } }).account.name, 'Ben’s Bicycles')
})

test('connections list and token, proxy, disconnect: as text and as JSON', async () => {
  await using world = await startWorld()
  const empty = await letterlock(world, ['connections', 'list'])
  assert.match(empty.out, /^No connections\. Run: npx letterlock connect mailchimp$/m)
  const { id } = await connect(world)
  const list = await letterlock(world, ['connections', 'list'])
  assert.match(list.out, /^NAME +ACCOUNT +PROVIDER/)
  assert.match(
    list.out,
    /adas-bakery-mailchimp +Ada’s Bakery +mailchimp +user-1 +connected +token, does not expire +conn_/,
  )
  assert.match((await letterlock(world, ['connections', 'token', id])).out, /^[0-9a-f]{32}\n$/)
  const called = await letterlock(world, ['proxy', id, '/3.0/lists?fields=total_items'])
  assert.deepEqual(JSON.parse(called.out), { total_items: 2 })
  const providerError = await letterlock(world, ['proxy', id, '/3.0/lists/none'])
  assert.equal(providerError.code, 5)
  assert.match(providerError.out, /Resource Not Found/)
  const ours = await letterlock(world, ['proxy', id, '/3.0/batches', '-d', '{}'])
  assert.match(ours.err, /✗ This connection does not allow campaigns:send\./)
  const asked = await letterlock(world, ['connections', 'disconnect', id])
  assert.equal(asked.code, 2)
  assert.match(asked.err, /Confirmation required\.\n {2}Use --yes/)
  const disconnected = await letterlock(world, ['connections', 'disconnect', id, '--yes'])
  assert.match(disconnected.out, /✓ Disconnected: Ada’s Bakery\n.*revoke access there too/s)
  const aborted = await letterlock(world, ['--json', 'connections', 'token', id])
  assert.equal(aborted.code, 1)
  assert.equal((JSON.parse(aborted.err) as { error: { code: string } }).error.code, 'connection_disconnected')
  assert.match(
    (await letterlock(world, ['connections', 'token', 'conn_none'])).err,
    /There is no such connection\.\n {2}List the connections/,
  )
})

test('E4: a reader that stops gets no error, from any command', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const env = {
    ...process.env,
    LETTERLOCK_URL: world.server.localUrl,
    LETTERLOCK_SECRET_KEY: world.secretKey,
    LETTERLOCK_DATA_DIR: world.config.dataDirectory,
  }
  const readNothing = async (
    args: readonly string[],
    closed: 'stdout' | 'stderr',
  ): Promise<[number, string]> => {
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child[closed].destroy()
    let rest = ''
    child[closed === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk: Buffer) => (rest += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number]
    return [code, rest]
  }
  for (const args of [
    ['connections', 'list'],
    ['--json', 'connections', 'list'],
    ['audiences', 'list', '-c', id],
    ['proxy', id, '/3.0/lists'],
    ['connections', 'check', id],
    ['doctor'],
    ['--help'],
  ])
    assert.deepEqual(await readNothing(args, 'stdout'), [0, ''], args.join(' '))
  assert.deepEqual(await readNothing(['connections', 'token', 'conn_none'], 'stderr'), [1, ''])
  assert.deepEqual(await readNothing(['nonsense'], 'stderr'), [2, ''])
})

test('audiences, contacts, campaigns, report, templates: what is in the account', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const audiences = await letterlock(world, ['audiences', 'list', '-c', id])
  assert.match(audiences.out, /^ID +NAME +CONTACTS +OPEN RATE +CLICK RATE\n\w{10} +/)
  assert.match(audiences.out, /Ada’s Bakery \(mailchimp\), by OAuth token/)
  const [audience = ''] = /^\w{10}(?= )/m.exec(audiences.out) ?? []
  const refused = await letterlock(world, ['contacts', 'list', '-c', id])
  assert.match(
    refused.err,
    /✗ (Mailchimp|MailUp|The provider) keeps contacts by audience\.\n {2}Pass --audience/,
  )
  const contacts = await letterlock(world, [
    'contacts',
    'list',
    '-c',
    id,
    '--audience',
    audience,
    '--limit',
    '3',
  ])
  assert.match(contacts.out, /@\S+ .*subscribed/)
  assert.match(contacts.out, /More: run it again with --cursor p1\./)
  const campaigns = await letterlock(world, ['--json', 'campaigns', 'list', '-c', id])
  const { items } = JSON.parse(campaigns.out) as { items: { id: string; status: string }[] }
  const sent = items.find(({ status }) => status === 'sent')?.id ?? ''
  assert.match(
    (await letterlock(world, ['campaigns', 'report', sent, '-c', id])).out,
    /opened +\d+ contacts, \d+\.\d %/,
  )
  assert.match((await letterlock(world, ['templates', 'list', '-c', id])).out, /^ID +NAME/)
})

test('check, refresh, permissions, api-key: how a connection is, and what can be done about it', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const checked = await letterlock(world, ['connections', 'check', id])
  assert.equal(checked.code, 0, checked.err)
  assert.match(
    checked.out,
    /✓ Ada’s Bakery \(mailchimp\): connected\n {2}Working\..*access token +does not expire/s,
  )
  const refreshed = await letterlock(world, ['connections', 'refresh', id])
  assert.match(refreshed.err, /tokens cannot be refreshed; check the connection instead/)
  const permissions = await letterlock(world, [
    'connections',
    'permissions',
    id,
    '--audiences',
    'read',
    '--send',
  ])
  assert.match(permissions.out, /permissions +audiences read, campaigns write, reports read, send yes/)
  assert.match(
    (await letterlock(world, ['connections', 'permissions', id, '--audiences', 'all'])).err,
    /Allowed choices are none, read, write/,
  )
  const { apiKeys } = world.sandbox.world.mailchimp
  const key = Object.keys(apiKeys).find((name) => apiKeys[name] === 'ada') ?? ''
  const set = await letterlock(world, ['connections', 'api-key', 'set', id], undefined, `${key}\n`)
  assert.match(set.out, /API key +ready as fallback/)
  assert.ok(!(set.out + set.err).includes(key))
  const wrong = await letterlock(world, ['connections', 'api-key', 'set', id], undefined, 'nonsense')
  assert.match(wrong.err, /✗ Mailchimp rejected the API key\.\n {2}Check that/)
  await letterlock(world, ['connections', 'disconnect', id, '--yes'])
  assert.match((await letterlock(world, ['connections', 'list'])).out, /connected +API key/)
  const removed = await letterlock(world, ['connections', 'api-key', 'remove', id])
  assert.match(removed.out, /✗ Ada’s Bakery \(mailchimp\): disconnected/)
  const alone = await letterlock(
    world,
    ['connect', 'mailchimp', '--api-key', '--end-user', 'x'],
    undefined,
    key,
  )
  assert.match(alone.out, /✓ Connected: Ada’s Bakery \(mailchimp\)\n {2}Using the API key\./)
})

test('a secret that is asked for and not given is named', async () => {
  await using world = await startWorld()
  const given = await letterlock(world, ['oauth-apps', 'create', 'mailup', 'ABC'], undefined, ' \n')
  assert.equal(given.code, 2)
  assert.match(given.err, /✗ Nothing was given for “Client secret”\.\n {2}Enter it when it is asked for/)
})

test('doctor finds what is wrong, and says what to do', async () => {
  await using world = await startWorld()
  const well = await letterlock(world, ['doctor'])
  assert.equal(well.code, 0, well.out)
  assert.match(well.out, /✓ server: ready/)
  assert.match(well.out, /✓ Mailchimp: 1 OAuth app\n/)
  assert.match(well.out, /– MailUp: no OAuth app; accounts cannot be connected\n/)
  assert.match(well.out, /✓ connections: none yet\n/)
  const { id } = await connect(world)
  assert.match((await letterlock(world, ['doctor'])).out, /✓ connections: all work\n/)
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(id)
  const ill = await letterlock(world, ['doctor'])
  assert.equal(ill.code, 3)
  assert.match(
    ill.out,
    new RegExp(`✗ connections: 1 disconnected: .*\\n {2}npx letterlock connect --reconnect ${id}`),
  )
  const away = await letterlock(world, ['--url', `http://127.0.0.1:${await freePort()}`, 'doctor'])
  assert.match(away.out, /✗ server: no response from/)
  const unreachable = await letterlock(world, [
    '--url',
    `http://127.0.0.1:${await freePort()}`,
    'connections',
    'list',
  ])
  assert.match(unreachable.err, /✗ No (answer|response) from .*\n {2}Start the server with/)
})

test('doctor finds what is lost among many that were disconnected on request', async () => {
  await using world = await startWorld()
  const { id: left } = await connect(world, { endUserId: 'left' })
  await world.client.connections.disconnect(left)
  const { id: lost } = await connect(world, { endUserId: 'lost' })
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(lost)
  await copyConnection(world, left, 110)
  await copyConnection(world, lost, 120)
  await copyConnection(world, left, 110)
  const { code, out } = await letterlock(world, ['doctor'])
  assert.equal(code, 3, out)
  assert.match(out, /✗ connections: 121 disconnected: .*\n {2}npx letterlock connect --reconnect conn_/)

  await copyConnection(world, left, 1000)
  const more = await letterlock(world, ['doctor'])
  assert.match(
    more.out,
    /✓ connections: the newest 1000 that are disconnected were disconnected on request; the others were not read\n/,
  )
})

test('a lost connection: every command that meets it prints the one that reconnects it, for its end user', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.mailchimp.tokens = {}
  const hint = /\n {2}npx letterlock connect --reconnect (\S+)\n/
  const reconnects = ({ out, err }: Run): string | undefined => hint.exec(out + err)?.[1]

  const refused = await letterlock(world, ['proxy', 'adas-bakery-mailchimp', '/3.0/lists'])
  assert.deepEqual([refused.code, reconnects(refused)], [5, 'adas-bakery-mailchimp'], refused.err)
  const checked = await letterlock(world, ['connections', 'check'])
  assert.deepEqual([checked.code, reconnects(checked)], [3, 'adas-bakery-mailchimp'], checked.out)
  for (const args of [
    ['campaigns', 'list'],
    ['audiences', 'list', '--connection', 'adas-bakery-mailchimp'],
    ['connections', 'token', 'adas-bakery-mailchimp'],
    ['proxy', 'adas-bakery-mailchimp', '/3.0/lists'],
  ])
    assert.equal(reconnects(await letterlock(world, args)), 'adas-bakery-mailchimp', args.join(' '))
  const json = await letterlock(world, ['--json', 'campaigns', 'list'])
  assert.equal(reconnects(json), undefined)

  const { run } = await connectBy(world, ada(), ['connect', '--reconnect', 'adas-bakery-mailchimp'])
  assert.match(run.out, /✓ Connected: Ada’s Bakery \(mailchimp\)/, run.err)
  const { status, endUserId } = await world.client.connections.get(id)
  assert.deepEqual([status, endUserId], ['connected', 'user-1'])
  assert.equal(reconnects(await letterlock(world, ['connections', 'check'])), undefined)

  const other = await letterlock(world, ['connect', 'mailup', '--reconnect', id])
  assert.match(other.err, /✗ This connection is to mailchimp, not mailup\./)
  const none = await letterlock(world, ['connect'])
  assert.equal(none.code, 2)
  assert.match(none.err, /✗ Which provider\?\n {2}Name one of: mailchimp, mailup, /)
})

test('start --sandbox: from nothing to a first connection, and a clean end', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-cli-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const environment = {
    ...process.env,
    LETTERLOCK_DATA_DIR: join(folder, 'data'),
    LETTERLOCK_PORT: String(port),
    LETTERLOCK_SANDBOX_PORT: String(sandboxPort),
    NO_COLOR: '1',
  }
  for (const round of ['first', 'second']) {
    const child = spawn(process.execPath, [MAIN, 'start', '--sandbox'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    for await (const chunk of child.stdout) {
      out += String(chunk)
      if (out.includes('Stop with Ctrl-C')) break
    }
    assert.equal(out.includes('Created in'), round === 'first', out)
    assert.match(
      out,
      /npx letterlock connect mailchimp +sign in as ada, password bread-and-butter\n +npx letterlock connect mailup +sign in as m1001/,
    )
    assert.match(out, /connect constant-contact-v2 +sign in as ada@bakery\.example/)
    const apps = (await (
      await fetch(`http://127.0.0.1:${sandboxPort}/_sandbox/mailchimp/apps`)
    ).json()) as unknown[]
    assert.equal(apps.length, 1, 'registered once, and remembered')
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
    await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`))
  }
})

test('a connection is named by ID, short name or account name, and may be left out when it is the only one', async () => {
  await using world = await startWorld()
  const none = await letterlock(world, ['audiences', 'list'])
  assert.match(none.err, /✗ No account is connected\.\n {2}Run: npx letterlock connect mailchimp/)
  const { id } = await connect(world)
  const audiences = await letterlock(world, ['audiences', 'list'])
  assert.match(audiences.out, /Ada’s Bakery \(mailchimp\)/, audiences.err)
  for (const name of ['adas-bakery-mailchimp', 'ada’s bakery', id])
    assert.equal((await letterlock(world, ['-c', name, 'templates', 'list'])).code, 0, name)
  await connectBy(world, ben())
  const several = await letterlock(world, ['audiences', 'list'])
  assert.equal(several.code, 2)
  assert.match(
    several.err,
    /Several connections match\.\n {2}Choose one with --connection: adas-bakery-mailchimp, /,
  )
  const unknown = await letterlock(world, ['connections', 'token', 'adas'])
  assert.match(unknown.err, /There is no connection “adas”\.\n {2}Choose one of: adas-bakery-mailchimp/)
})

test('exit codes tell wrong usage, a missing credential and a failed check apart', async () => {
  await using world = await startWorld()
  const codeOf = async (...args: string[]): Promise<number> => (await letterlock(world, args)).code
  assert.equal(await codeOf('--help'), 0)
  assert.equal(await codeOf('--version'), 0)
  assert.equal(await codeOf('connections', 'list', '--limit', '1000'), 2)
  assert.equal(await codeOf('contacts', 'upsert', 'x@y.example'), 2)
  assert.equal(await codeOf('connections'), 2)
  assert.equal(await codeOf('connections', 'get', 'conn_none'), 1)
  assert.equal(await codeOf('--secret-key-file', '/nowhere/secret.key', 'connections', 'list'), 4)
  const refused = await letterlock({ ...world, secretKey: 'llk_wrong' }, ['connections', 'list'])
  assert.equal(refused.code, 4)
  const { id } = await connect(world)
  assert.equal(await codeOf('connections', 'check', id), 0)
  world.sandbox.world.mailchimp.tokens = {}
  assert.equal(await codeOf('connections', 'check'), 3)
})

test('connect --device shows a code, waits until it was typed, and tells the result', async () => {
  await using world = await startWorld()
  const id = 'constant-contact'
  const app = await registerAtSandbox(world.sandbox, `${world.server.url}/oauth/${id}/callback`, id)
  await world.client.oauthApps.create({ provider: id, ...app })
  let typed: Promise<unknown> | undefined
  const run = await letterlock(world, ['connect', id, '--device'], (printed) => {
    const [, url, user_code] = /(http:\S+\/activate)\nand enter the code:\n {2}(\S+)/.exec(printed) ?? []
    const user = { username: 'ada@bakery.example', password: 'bread-and-butter', decision: 'allow' }
    if (url && user_code) typed ??= ada().post(url, { user_code, ...user })
  })
  await typed
  assert.equal(run.code, 0, run.err)
  assert.match(run.out, /✓ Connected: Ada’s Bakery \(constant-contact\)/)
  const without = await letterlock(world, ['connect', 'mailchimp', '--device'])
  assert.match(without.err, /✗ Mailchimp does not support device authorization\./)
})
