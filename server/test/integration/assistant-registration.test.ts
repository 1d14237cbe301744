import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { consent } from '@letterlock/testing/assistant.ts'
import { registerClient, authorizeByHand } from '@letterlock/testing/authorization-code.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { READ_SCOPES } from '../../src/authorization-server/assistant.ts'

/** What real clients send, and where they come back to. */
const CLIENTS: Readonly<Record<string, { body: Record<string, unknown>; redirectUri: string }>> = {
  'Claude Code': {
    body: {
      client_name: 'Claude Code (letterlock)',
      application_type: 'native',
      redirect_uris: ['http://localhost:54545/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'connections:read audiences:read campaigns:read reports:read',
    },
    redirectUri: 'http://localhost:61234/callback',
  },
  'claude.ai': {
    body: {
      client_name: 'Claude',
      redirect_uris: ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
    redirectUri: 'https://claude.ai/api/mcp/auth_callback',
  },
  Codex: {
    body: {
      client_name: 'Codex',
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1:43721/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    redirectUri: 'http://127.0.0.1:50000/callback',
  },
  'VS Code of 2025': {
    body: {
      client_name: 'Visual Studio Code',
      redirect_uris: ['https://vscode.dev/redirect', 'http://127.0.0.1:33418/', 'http://127.0.0.1/'],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    redirectUri: 'http://127.0.0.1:33418/',
  },
  'OpenCode and the older SDK': {
    body: {
      client_name: 'OpenCode',
      redirect_uris: ['http://127.0.0.1:19876/mcp/oauth/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    redirectUri: 'http://127.0.0.1:19876/mcp/oauth/callback',
  },
  Cursor: {
    body: {
      client_name: 'Cursor',
      redirect_uris: [
        'cursor://anysphere.cursor-mcp/oauth/callback',
        'https://www.cursor.com/agents/mcp/oauth/callback',
        'http://localhost:8787/callback',
      ],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    redirectUri: 'cursor://anysphere.cursor-mcp/oauth/callback',
  },
  'ChatGPT, at an address of its own for each app': {
    body: {
      client_name: 'ChatGPT',
      redirect_uris: ['https://chatgpt.com/connector/oauth/3k2j5h'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
    redirectUri: 'https://chatgpt.com/connector/oauth/3k2j5h',
  },
  'one that says almost nothing': {
    body: { redirect_uris: ['https://assistant.example/callback'] },
    redirectUri: 'https://assistant.example/callback',
  },
}

test('registration: what real clients send is taken, and leads to tokens', async (t) => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  for (const [name, { body, redirectUri }] of Object.entries(CLIENTS))
    await t.test(name, async () => {
      const response = await registerClient(world, body)
      assert.equal(response.status, 201, await response.clone().text())
      const { client_id: clientId = '', client_secret: clientSecret } = (await response.json()) as Record<
        string,
        string
      >
      const byBasic = body['token_endpoint_auth_method'] === 'client_secret_basic'
      const { asked, tokens } = await authorizeByHand(world, owner, {
        clientId,
        redirectUri,
        clientSecret,
        byBasic,
      })
      assert.equal(asked.client.isVerified, false)
      assert.deepEqual(asked.requestedScopes, [...READ_SCOPES], 'without a scope: the least')
      assert.ok(tokens['access_token'] && tokens['refresh_token'])
      // It is not locked into the scope that it knew first.
      const scope =
        'connections:read audiences:read campaigns:read reports:read campaigns:write offline_access'
      const more = await authorizeByHand(world, owner, {
        clientId,
        redirectUri,
        clientSecret,
        scope,
        byBasic,
      })
      assert.deepEqual(more.asked.requestedScopes, [...READ_SCOPES, 'campaigns:write'])
    })
})

test('registration: by a metadata document at an address of the client’s own', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const metadata = await fetch(`${world.server.url}/.well-known/oauth-authorization-server`)
  const { issuer, client_id_metadata_document_supported: supported } = (await metadata.json()) as Record<
    string,
    unknown
  >
  assert.deepEqual([issuer, supported], [world.server.url, true])
  for (const [clientId, redirectUri, name] of [
    ['https://claude.ai/oauth/claude-code-client-metadata', 'http://localhost:61234/callback', 'Claude Code'],
    ['https://vscode.dev/oauth/client-metadata.json', 'http://127.0.0.1:33418/', 'Visual Studio Code'],
  ] as const) {
    const { asked } = await authorizeByHand(world, owner, { clientId, redirectUri })
    assert.deepEqual([asked.client.name, asked.client.isVerified, asked.client.isLocal], [name, true, true])
  }
  for (const clientId of [
    'https://claude.ai/oauth/nothing-there',
    'http://claude.ai/oauth/claude-code-client-metadata',
    'https://claude.ai/oauth/../oauth/claude-code-client-metadata',
  ]) {
    const url = `/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: 'http://localhost/callback', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }).toString()}`
    const refused = await owner.ask('GET', url)
    assert.equal(refused.status, 400, clientId)
    assert.match(await refused.text(), /Go back to your assistant/)
  }
})

test('registration: hostile ones are refused', async () => {
  await using world = await startWorld()
  const hostile: readonly unknown[] = [
    { redirect_uris: ['http://evil.example/callback'] },
    { redirect_uris: ['http://evil.example/callback', 'evil://callback', 7] },
    { redirect_uris: ['javascript:alert(1)'] },
    { redirect_uris: ['data:text/html,x'] },
    { redirect_uris: ['evil://callback'] },
    { redirect_uris: ['https://user:password@evil.example/'] },
    { redirect_uris: ['https://good.example/#fragment'] },
    { redirect_uris: ['http://localhost.evil.example/callback'] },
    { redirect_uris: ['/relative'] },
    { redirect_uris: [] },
    { redirect_uris: Array.from({ length: 21 }, (_, index) => `https://a.example/${index}`) },
    { redirect_uris: 'https://good.example/' },
    {},
    [],
    null,
    'no JSON at all',
  ]
  for (const body of hostile) {
    const response = await registerClient(world, body)
    assert.equal(response.status, 400, JSON.stringify(body))
    const { error } = (await response.json()) as { error: string }
    assert.match(error, /^invalid_(redirect_uri|client_metadata)$/)
  }
  assert.equal((await registerClient(world, { redirect_uris: ['x'.repeat(70_000)] })).status, 413)
  const implicit = { ...CLIENTS['Codex']?.body, response_types: ['token'], grant_types: ['implicit'] }
  const mended = (await (await registerClient(world, implicit)).json()) as { response_types: string[] }
  assert.deepEqual(mended.response_types, ['code'], 'no implicit grant')
  const named = {
    redirect_uris: ['https://a.example/'],
    client_name: 'Nice\u202E\n<script>'.padEnd(500, '!'),
  }
  const { client_name: shown = '' } = (await (await registerClient(world, named)).json()) as {
    client_name?: string
  }
  assert.ok(shown.length <= 80 && !/[\u202E\n]/.test(shown), shown)
})

test('D8: redirect addresses that are no good are left out, and the answer shows which are kept', async () => {
  await using world = await startWorld()
  const good = [
    'https://good.example/callback',
    'http://localhost:1234/callback',
    'cursor://anysphere.cursor-mcp/x',
  ]
  const bad = [
    'unlisted-scheme://callback',
    'http://evil.example/callback',
    'https://good.example/#fragment',
    'https://user:password@good.example/',
    'javascript:alert(1)',
    '/relative',
    '',
    7,
    null,
    ['https://good.example/'],
  ]
  const mixed = bad.flatMap((uri, index) => [uri, good[index % good.length]])
  const answer = await registerClient(world, { redirect_uris: mixed, client_name: 'Mixed' })
  const { redirect_uris: kept } = (await answer.json()) as { redirect_uris: string[] }
  assert.deepEqual([answer.status, kept], [201, good])
})

test('registration: many at once are too many; those that are not used are forgotten', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const body = { redirect_uris: ['https://assistant.example/callback'] }
  const answers = await Promise.all(Array.from({ length: 40 }, () => registerClient(world, body)))
  assert.ok(answers.some(({ status }) => status === 429))
  const [unused, used] = answers.filter(({ status }) => status === 201)
  assert.ok(unused && used)
  const idOf = async (response: Response): Promise<string> =>
    ((await response.json()) as { client_id: string }).client_id
  const redirectUri = 'https://assistant.example/callback'
  const kept = await idOf(used)
  await authorizeByHand(world, owner, { clientId: kept, redirectUri })
  world.advance(8 * 86_400)
  await world.server.assistants.sweep()
  const again = await signIn(world)
  await authorizeByHand(world, again, { clientId: kept, redirectUri })
  const aborted = authorizeByHand(world, again, { clientId: await idOf(unused), redirectUri })
  await assert.rejects(aborted, /client is invalid|400 !== 303/)
  world.advance(91 * 86_400)
  await world.server.assistants.sweep()
  const muchLater = authorizeByHand(world, await signIn(world), { clientId: kept, redirectUri })
  await assert.rejects(muchLater, /client is invalid|400 !== 303/)
})

test('the official conformance suite for authorization servers', { timeout: 60_000 }, async (t) => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const port = 3998
  const registered = await registerClient(world, {
    client_name: 'Conformance',
    redirect_uris: [`http://127.0.0.1:${port}/callback`],
    token_endpoint_auth_method: 'none',
  })
  const { client_id: clientId } = (await registered.json()) as { client_id: string }
  const suite = join(
    import.meta.dirname,
    '../../../node_modules/@modelcontextprotocol/conformance/dist/index.js',
  )
  const args = [suite, 'authorization', '--url', world.server.url, '--client-id', clientId]
  const run = spawn(process.execPath, [...args, '--resource', `${world.server.url}/mcp`, '-p', String(port)])
  t.after(() => run.kill())
  let output = ''
  const visited = new Set<string>()
  const visit = async (url: string): Promise<void> => {
    if (visited.has(url)) return
    visited.add(url)
    const { callback } = await consent(world, owner, new URL(url))
    await fetch(callback)
  }
  const watch = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
    for (const [url] of output.matchAll(/http:\/\/127\.0\.0\.1:\d+\/oauth2\/authorize\?\S+/g))
      visit(url).catch((error: unknown) => (output += String(error)))
  }
  run.stdout.on('data', watch)
  run.stderr.on('data', watch)
  const code = await new Promise((resolve) => run.on('close', resolve))
  assert.equal(code, 0, output.slice(-4000))
  assert.ok(visited.size > 0, output.slice(-4000))
})
