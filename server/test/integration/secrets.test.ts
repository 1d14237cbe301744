import { revokeAtProvider } from '@letterlock/testing/providers.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { authorize, connect, connectWithAllPermissions, openCallback } from '@letterlock/testing/connect.ts'
import { consent } from '@letterlock/testing/assistant.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { listToolsWith, authorizeAssistant } from '@letterlock/testing/authorize-assistant.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { ada, ben } from '@letterlock/sandbox/sandbox-user.ts'
import { INFO, TOKEN_PATH } from '@letterlock/testing/mailup.ts'
import { errorCodeOf, startWorld } from '@letterlock/testing/world.ts'

test('KE-06: after a whole journey no code, token or secret stands in log, database, answer or error', async (t) => {
  const answers: string[] = []
  const realFetch = globalThis.fetch
  t.after(() => void (globalThis.fetch = realFetch))
  await using world = await startWorld()
  /** Everything that the server answers, but for the token route, whose purpose it is, is kept to be searched. */
  globalThis.fetch = async (input, init) => {
    const response = await realFetch(input, init)
    const url = input instanceof Request ? input.url : String(input)
    if (url.startsWith(world.server.localUrl) && !url.endsWith('/token'))
      answers.push(`${[...response.headers].join('\n')}\n${await response.clone().text()}`)
    return response
  }

  const { client, sandbox } = world
  const connection = await connect(world)
  await client.connections.getAccessToken(connection.id)
  await callProxy(client, connection.id, 'GET', '/3.0/lists')
  await client.connections.check(connection.id)
  const late = await authorize(world)
  world.advance(31)
  const lateConfirmationToken = (await openCallback(late)).searchParams.get('confirmationToken') ?? ''
  await errorCodeOf(
    client.connectSessions.confirm(late.session.id, {
      confirmationToken: lateConfirmationToken,
      endUserId: 'user-1',
    }),
  )
  for (const kind of ['invalid_json', 'html_body', 'connection_reset', 'oversized_body'] as const) {
    const journey = await authorize(world)
    const confirmationToken = (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
    sandbox.world.faults.add({ kind, host: 'login.mailchimp.com', remaining: 1 })
    await errorCodeOf(
      client.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' }),
    )
  }
  const forged = await authorize(world, { user: ben(), connectionId: connection.id })
  const confirmationToken = (await openCallback(forged)).searchParams.get('confirmationToken') ?? ''
  await errorCodeOf(
    client.connectSessions.confirm(forged.session.id, { confirmationToken, endUserId: 'user-1' }),
  )
  const swapped = await authorize(world, { user: ada() })
  swapped.callback.searchParams.set('state', 'x'.repeat(43))
  await swapped.user.open(swapped.callback.href)
  const denied = await authorize(world, { user: ada() })
  denied.callback.searchParams.set('error', 'access_denied')
  await openCallback(denied)
  const refreshed = await connect(world, { provider: 'mailup' })
  for (const kind of ['invalid_json', 'html_body', 'connection_reset'] as const) {
    sandbox.world.faults.add({ kind, path: TOKEN_PATH, remaining: 1 })
    await errorCodeOf(client.connections.refresh(refreshed.id))
  }
  sandbox.world.mailup.switches.rotation = 'kind'
  await client.connections.refresh(refreshed.id)
  const { grants, refreshTokens, apps } = sandbox.world.mailup
  const rotated = [grants, refreshTokens, sandbox.world.mailup.codes].flatMap((some) => Object.keys(some))
  await revokeAtProvider(world, 'mailup')
  await callProxy(client, refreshed.id, 'GET', INFO)
  const keys = Object.keys(sandbox.world.mailchimp.apiKeys)
  await client.connections.setApiKey(connection.id, { apiKey: keys[0] ?? '' })
  await errorCodeOf(client.connections.setApiKey(connection.id, { apiKey: keys[1] ?? '' }))
  await errorCodeOf(client.connections.setApiKey(connection.id, { apiKey: `${'c'.repeat(32)}-us21` }))
  await errorCodeOf(
    client.oauthApps.addClientSecret(world.app.id, { clientSecret: 'another-client-secret-0123' }),
  )
  await errorCodeOf(client.connections.get('conn_none'))
  await client.connections.disconnect(connection.id)
  await client.events.list()
  await client.oauthApps.list()
  await client.secretKeys.list()

  const codes = Object.keys(sandbox.world.mailchimp.codes)
  const tokens = Object.keys(sandbox.world.mailchimp.tokens)
  assert.ok(codes.length >= 7 && tokens.length >= 3, `${codes.length} codes, ${tokens.length} tokens`)
  const mailupSecrets = Object.values(apps).map(({ clientSecret }) => clientSecret)
  assert.ok(rotated.length >= 5, 'tokens that were rotated are searched for, too')
  const secrets = [
    ...rotated,
    ...mailupSecrets,
    ...keys,
    'c'.repeat(32),
    ...codes,
    ...tokens,
    world.app.clientSecret,
    'another-client-secret-0123',
  ]
  const database = readdirSync(world.config.dataDirectory)
    .filter((name) => name.startsWith('letterlock.db'))
    .map((name) => readFileSync(join(world.config.dataDirectory, name), 'latin1'))
    .join('')
  assert.ok(
    world.log.length > 5 && answers.length > 30 && database.length > 10_000,
    'there is something to search',
  )
  for (const [place, text] of [
    ['log', world.log.join('')],
    ['answers', answers.join('\n')],
    ['database', database],
  ] as const)
    for (const secret of [...secrets, world.secretKey])
      assert.ok(!text.includes(secret), `a secret stands in the ${place}`)
  for (const token of tokens) {
    const encoded = Buffer.from(token).toString('base64').replace(/=+$/, '')
    assert.ok(!database.includes(encoded), 'nor encoded')
  }
})

test('AS-11: nor does anything of an assistant: codes, tokens, states, confirmations', async (t) => {
  const answers: string[] = []
  const realFetch = globalThis.fetch
  t.after(() => void (globalThis.fetch = realFetch))
  await using world = await startWorld()
  /** What assistants are told at `/mcp`; the token endpoint's purpose are tokens. */
  globalThis.fetch = async (input, init) => {
    const response = await realFetch(input, init)
    const url = input instanceof Request ? input.url : String(input)
    if (url.includes('/mcp')) answers.push(await response.clone().text())
    return response
  }
  await setupOwner(world)
  const owner = await signIn(world)
  const { id } = await connectWithAllPermissions(world)
  await using assistant = await authorizeAssistant(world, owner, {})
  const { access_token: permissions = '', refresh_token: refresh = '' } = assistant.signIn.tokens() ?? {}
  const url = new URL(String(assistant.signIn.authorizationUrl))
  url.searchParams.set(
    'scope',
    'connections:read audiences:read campaigns:read reports:read campaigns:send campaigns:write',
  )
  const { callback } = await consent(world, owner, url)
  const code = callback.searchParams.get('code') ?? ''
  await callTool(assistant.client, 'list_audiences')
  await listToolsWith(world, 'made-up-token')
  await using byKey = await openMcpClient(world)
  const [audience] = (await world.client.account(id).audiences.list()).items
  const draft = { name: 'Rye', subject: 'Rye', audience: audience?.id, html: '<p>Rye</p>' }
  const { structured } = await callTool(byKey, 'create_campaign', draft)
  await callTool(byKey, 'send_campaign', { campaign: structured['id'] })
  const ours = [permissions, refresh, code]
  assert.ok(ours.every((secret) => secret.length > 20))

  const database = readdirSync(world.config.dataDirectory)
    .filter((name) => name.startsWith('letterlock.db'))
    .map((name) => readFileSync(join(world.config.dataDirectory, name), 'latin1'))
    .join('')
  const log = world.log.join('')
  for (const secret of [...ours, 'made-up-token']) {
    assert.ok(!log.includes(secret), 'in the log')
    assert.ok(!database.includes(secret), 'in the database')
  }
  // A provider's token never goes to an assistant, and the assistant's own to no provider.
  const providerTokens = Object.keys(world.sandbox.world.mailchimp.tokens)
  assert.ok(providerTokens.length > 0 && answers.length > 5)
  for (const secret of [...providerTokens, permissions, world.secretKey, world.app.clientSecret])
    assert.ok(!answers.join('').includes(secret), 'in an answer to an assistant')
  assert.ok(!JSON.stringify(world.sandbox.world).includes(permissions), 'at the provider')
})
