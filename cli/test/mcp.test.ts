import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { connect } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn, type DashboardSession } from '@letterlock/testing/dashboard-session.ts'
import { startJsonServer } from '@letterlock/testing/json-server.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import { MAIN } from './main.ts'
import { finish } from './run-command.ts'

/** All of our environment that a command needs: `NODE_OPTIONS` names the condition under which packages resolve to sources; compiled code is shared. */
const { PATH = '', NODE_OPTIONS = '', NODE_COMPILE_CACHE = '' } = process.env

async function openProgram(
  env: Record<string, string>,
  args: readonly string[],
  { mode = 'auto', user }: { mode?: 'auto' | 'legacy'; user?: string } = {},
): Promise<Client> {
  const capabilities = user === undefined ? {} : { elicitation: { form: {} } }
  const client = new Client(
    { name: 'a client', version: '1' },
    { versionNegotiation: { mode }, capabilities },
  )
  if (user !== undefined)
    client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { typed: user } }))
  const all = ['--disable-warning=ExperimentalWarning', MAIN, ...args]
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: all,
      env: { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE, ...env },
    }),
  )
  return client
}

function openClient(world: TestWorld, mode: 'auto' | 'legacy', secretKey: string): Promise<Client> {
  return openProgram({ LETTERLOCK_SECRET_KEY: secretKey }, ['--url', world.server.url, 'mcp'], { mode })
}

async function say(client: Client, name: string, args: Record<string, unknown> = {}): Promise<string> {
  const { content } = await client.callTool({ name, arguments: args })
  return JSON.stringify(content)
}

for (const era of ['auto', 'legacy'] as const)
  test(`letterlock mcp: an assistant on this machine, ${era}`, async () => {
    await using world = await startWorld()
    await connect(world)
    const client = await openClient(world, era, world.secretKey)
    try {
      assert.ok((await client.listTools()).tools.length >= 12)
      const answers = await Promise.all(
        ['list_audiences', 'list_campaigns', 'list_connections'].map((name) =>
          client.callTool({ name, arguments: {} }),
        ),
      )
      for (const { content, isError } of answers) {
        assert.notEqual(isError, true)
        assert.match(JSON.stringify(content), /Ada’s Bakery/)
      }
    } finally {
      await client.close()
    }
  })

test('letterlock mcp: a key that is refused is told in the server’s own sentence', async () => {
  await using world = await startWorld()
  await assert.rejects(openClient(world, 'legacy', 'llk_wrong'), /secret key/i)
})

test('letterlock mcp: a server that is not there, or is something else, is told with what to do', async () => {
  const env = { LETTERLOCK_SECRET_KEY: 'llk_any' }
  const nowhere = `http://127.0.0.1:${await freePort()}`
  await assert.rejects(
    openProgram(env, ['--url', nowhere, 'mcp']),
    new RegExp(`No response from ${nowhere}\\. Start the server with .+ or set LETTERLOCK_URL`),
  )
  const headers = { 'content-type': 'text/html' }
  await using other = await startJsonServer(() => ({ status: 502, headers, body: {} }))
  await assert.rejects(
    openProgram(env, ['--url', other.url, 'mcp']),
    new RegExp(`The response from ${other.url} is not Letterlock’s \\(status 502\\)\\. Set LETTERLOCK_URL`),
  )
})

test('letterlock mcp: API keys of which none works end it with the reason; one of another program is none', async () => {
  await using world = await startWorld()
  const home = mkdtempSync(join(tmpdir(), 'letterlock-home-'))
  const end = (keys: Record<string, string>): ReturnType<typeof finish> => {
    const settings = { LETTERLOCK_DATA_DIR: join(home, 'none'), LETTERLOCK_SANDBOX_URL: world.sandbox.url }
    const env = { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE, XDG_CONFIG_HOME: home, NO_COLOR: '1' }
    const args = ['--disable-warning=ExperimentalWarning', MAIN, 'mcp']
    return finish(spawn(process.execPath, args, { env: { ...env, ...settings, ...keys } }))
  }
  try {
    const refused = await end({ MAILCHIMP_API_KEY: '0123456789abcdef0123456789abcdef-us1' })
    assert.equal(refused.code, 1, refused.err)
    assert.match(refused.err, /✗ MAILCHIMP_API_KEY: .+\.\n +Correct the API key, or try again later\./)
    const another = await end({ OPENAI_API_KEY: 'sk-another' })
    assert.equal(another.code, 4, another.err)
    assert.match(another.err, /There is no credential/)
  } finally {
    rmSync(home, { recursive: true })
  }
})

/** The user opens the page that the program names, types the code, and allows it. */
async function confirmDevice(browser: DashboardSession, code: string, allow = true): Promise<string> {
  const xsrfIn = async (response: Response): Promise<string> => {
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(await response.text()) ?? []
    return xsrf
  }
  const form = (
    values: Record<string, string>,
  ): [string, string, undefined, Record<string, string>, string] => [
    'POST',
    '/device',
    undefined,
    { 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams(values).toString(),
  ]
  const first = await xsrfIn(await browser.ask('GET', '/device'))
  const second = await xsrfIn(await browser.ask(...form({ xsrf: first, user_code: code })))
  const confirmed = await browser.ask(...form({ xsrf: second, user_code: code, confirm: 'yes' }))
  const page = new URL(confirmed.headers.get('location') ?? '', 'http://127.0.0.1').pathname
  assert.match(page, /^\/consent\//, String(confirmed.status))
  const { requestedScopes: scopes } = await browser.json<{ requestedScopes: string[] }>(`${page}/details`)
  const decision = { authorize: allow, ...(allow && { scopes, connectionIds: null }) }
  const decided = await browser.ask('POST', `${page}/decision`, decision)
  const { continueUrl } = (await decided.json()) as { continueUrl: string }
  const { pathname, search } = new URL(continueUrl)
  return (await browser.ask('GET', pathname + search)).text()
}

function login(
  world: TestWorld,
  home: string,
  ...options: string[]
): { run: ChildProcess; said: () => string } {
  const args = [MAIN, '--url', world.server.url, '--json', 'login', ...options]
  const run = spawn(process.execPath, args, {
    env: { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE, XDG_CONFIG_HOME: home },
  })
  let text = ''
  for (const stream of [run.stdout, run.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { run, said: () => text }
}

async function codeIn(said: () => string): Promise<string> {
  const userCode = /"userCode": "([^"]+)"/
  const [, code = ''] = userCode.exec(await waitFor(said, (text) => userCode.test(text))) ?? []
  return code
}

test('letterlock login: a device is authorized by a code, works, is revoked; logout', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const home = mkdtempSync(join(tmpdir(), 'letterlock-home-'))
  try {
    const { run, said } = login(world, home)
    const ended = new Promise((resolve) => run.on('close', resolve))
    const done = await confirmDevice(owner, await codeIn(said))
    assert.match(done, /Device authorized/)
    assert.equal(await ended, 0, said())
    const file = join(home, 'letterlock/credentials.json')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    await connect(world)
    const args = ['--url', world.server.url, 'mcp']
    const client = await openProgram({ XDG_CONFIG_HOME: home }, args)
    try {
      assert.match(await say(client, 'list_audiences'), /From Ada’s Bakery/)
      const { items } = await owner.json<{ items: { id: string; name: string; redirectHost: string }[] }>(
        '/v1/assistants',
      )
      assert.deepEqual(
        items.map(({ name, redirectHost }) => [name, redirectHost]),
        [['Letterlock CLI', 'a device of yours']],
      )
      await owner.ask('DELETE', `/v1/assistants/${items[0]?.id}`)
      await assert.rejects(say(client, 'list_audiences'), /sign in again/i)
    } finally {
      await client.close()
    }
    const out = spawn(process.execPath, [MAIN, '--url', world.server.url, 'logout'], {
      env: { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE, XDG_CONFIG_HOME: home },
    })
    assert.equal(await new Promise((resolve) => out.on('close', resolve)), 0)
    assert.doesNotMatch(readFileSync(file, 'utf8'), /Token/)
  } finally {
    rmSync(home, { recursive: true })
  }
})

test('letterlock logout: a file of sign-ins that is damaged in any way is called so', () => {
  const home = mkdtempSync(join(tmpdir(), 'letterlock-home-'))
  try {
    mkdirSync(join(home, 'letterlock'))
    for (const text of [
      '{',
      'null',
      '[]',
      '"text"',
      '{"http://127.0.0.1:9":null}',
      '{"http://127.0.0.1:9":{}}',
    ]) {
      writeFileSync(join(home, 'letterlock/credentials.json'), text)
      const { status, stderr } = spawnSync(
        process.execPath,
        [MAIN, '--url', 'http://127.0.0.1:9', 'logout'],
        { env: { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE, XDG_CONFIG_HOME: home }, encoding: 'utf8' },
      )
      assert.notEqual(status, 0, text)
      assert.match(stderr, /credentials\.json is damaged\.[^]*login/, text)
    }
  } finally {
    rmSync(home, { recursive: true })
  }
})

test('letterlock login: the user says no', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const home = mkdtempSync(join(tmpdir(), 'letterlock-home-'))
  try {
    const { run, said } = login(world, home)
    const ended = new Promise((resolve) => run.on('close', resolve))
    await confirmDevice(await signIn(world), await codeIn(said), false)
    assert.equal(await ended, 1)
    assert.match(said(), /Access was denied/)
  } finally {
    rmSync(home, { recursive: true })
  }
})

test('letterlock mcp: with nothing but an API key in the environment, and no server', async () => {
  await using world = await startWorld()
  const { apiKeys } = world.sandbox.world.mailchimp
  const keyOf = (username: string): string =>
    Object.keys(apiKeys).find((key) => apiKeys[key] === username) ?? ''
  const home = mkdtempSync(join(tmpdir(), 'letterlock-home-'))
  const env = {
    XDG_CONFIG_HOME: home,
    LETTERLOCK_DATA_DIR: join(home, 'nothing-here'),
    LETTERLOCK_SANDBOX_URL: world.sandbox.url,
  }
  try {
    const both = { ...env, MAILCHIMP_API_KEY: keyOf('ada'), MAILCHIMP_API_KEY_BIKES: keyOf('ben') }
    const client = await openProgram(both, ['mcp'], { user: 'Newsletter' })
    try {
      const status = await say(client, 'list_connections')
      assert.match(status, /adas-bakery-mailchimp/)
      assert.match(status, /bens-bicycles-mailchimp/)
      const connection = 'adas-bakery-mailchimp'
      assert.match(await say(client, 'list_audiences', { connection }), /by API key\./)
      const { structuredContent: listed } = await client.callTool({
        name: 'list_audiences',
        arguments: { connection },
      })
      const { items } = listed as { items: { id: string; name: string }[] }
      const audience = items.find(({ name }) => name === 'Newsletter')?.id
      const { structuredContent: draft } = await client.callTool({
        name: 'create_campaign',
        arguments: { connection, name: 'Rye', subject: 'Rye', audience, html: '<p>Rye</p>' },
      })
      const { id: campaign } = draft as { id: string }
      // The user confirms it where they are: in the client.
      assert.match(await say(client, 'send_campaign', { connection, campaign }), /The campaign is sent/)
      // And of the older revision, in a session.
      const older = await openProgram(both, ['mcp'], { mode: 'legacy', user: 'Newsletter' })
      try {
        const { structuredContent: second } = await older.callTool({
          name: 'create_campaign',
          arguments: { connection, name: 'Spelt', subject: 'Spelt', audience, html: '<p>Spelt</p>' },
        })
        const { id } = second as { id: string }
        assert.match(await say(older, 'send_campaign', { connection, campaign: id }), /The campaign is sent/)
      } finally {
        await older.close()
      }
    } finally {
      await client.close()
    }
    const one = await openProgram({ ...env, MAILCHIMP_API_KEY: keyOf('ada') }, ['mcp', '--read-only'])
    try {
      const { tools } = await one.listTools()
      assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint))
    } finally {
      await one.close()
    }
    await assert.rejects(openProgram(env, ['mcp']), 'with nothing at all')
  } finally {
    rmSync(home, { recursive: true })
  }
})
