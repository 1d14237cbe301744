import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startServer } from '../../src/start-server.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import {
  listToolsWith,
  authorizeAssistant,
  refreshTokenSet,
  accessTokenOf,
} from '@letterlock/testing/authorize-assistant.ts'
import { callTool } from '@letterlock/testing/mcp-client.ts'
import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import { startWorld } from '@letterlock/testing/world.ts'

let server: PostgresServer
before(async () => {
  server = await startPostgres()
})
after(() => server[Symbol.asyncDispose]())

test('assistants on PostgreSQL: authorized, working, refreshed, a send request approved once, revoked, swept', async () => {
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await server.newDatabase() })
  await setupOwner(world)
  const owner = await signIn(world)
  const { id } = await connectWithAllPermissions(world)
  await using assistant = await authorizeAssistant(world, owner)
  assert.match((await callTool(assistant.client, 'list_audiences')).text, /From Ada’s Bakery/)

  const first = assistant.signIn.tokens()?.refresh_token ?? ''
  const refreshed = (await (await refreshTokenSet(world, assistant, first)).json()) as {
    access_token: string
  }
  assert.equal((await listToolsWith(world, refreshed.access_token)).status, 200)

  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const draft = await account.campaigns.create({
    name: 'Rye',
    subject: 'Rye',
    audienceId: audience?.id ?? '',
    html: '<p>Rye</p>',
  })
  const request = await account.campaigns.createSendRequest(draft.id)
  const given = { approvalText: audience?.name ?? '' }
  await Promise.allSettled(
    Array.from({ length: 5 }, () => world.client.sendRequests.approve(request.id, given)),
  )
  const sent = world.sandbox.world.requests.list().filter(({ path }) => path.endsWith('/actions/send'))
  assert.equal(sent.length, 1)

  const { items } = await owner.json<{ items: { id: string }[] }>('/v1/assistants')
  await owner.ask('DELETE', `/v1/assistants/${items[0]?.id}`)
  assert.equal((await listToolsWith(world, accessTokenOf(assistant))).status, 401)
  await world.server.assistants.sweep()
  const { items: events } = await world.client.events.list({ type: 'assistant' })
  assert.equal(events.length, 2)
})

test('D4: parallel refreshes over several processes get the same successor', async () => {
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await server.newDatabase() })
  await using other = await startServer(
    { ...world.config, publicUrl: world.server.url },
    { logTo: { write: () => undefined } },
  )
  await setupOwner(world)
  await using assistant = await authorizeAssistant(world, await signIn(world))
  const first = assistant.signIn.tokens()?.refresh_token ?? ''
  const at = [world, { server: { url: other.localUrl } }]
  const answers = await Promise.all(
    [0, 1, 0, 1, 0, 1].map((server) => refreshTokenSet(at[server] ?? world, assistant, first)),
  )
  const successors = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { refresh_token?: string }).refresh_token),
  )
  assert.equal(new Set(successors).size, 1, successors.join())
  assert.ok(successors[0] && successors[0] !== first)
  assert.equal((await refreshTokenSet(world, assistant, successors[0])).status, 200)
})
