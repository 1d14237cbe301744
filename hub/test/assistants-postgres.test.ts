import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startHub } from '../src/app.ts'
import { setUpOwner, signIn } from './support/dashboard.ts'
import { ask, letIn, renew, tokenOf } from './support/let-in.ts'
import { call } from './support/mcp.ts'
import { startPostgres, type PostgresServer } from './support/postgres.ts'
import { connect, startWorld } from './support/world.ts'

let server: PostgresServer
before(async () => {
  server = await startPostgres()
})
after(() => server[Symbol.asyncDispose]())

test('assistants on PostgreSQL: let in, working, renewed, a sending confirmed once, sent away, swept', async () => {
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await server.newDatabase() })
  await setUpOwner(world)
  const owner = await signIn(world)
  const { id } = await connect(world)
  await world.client.setAccess(id, { audiences: 'write', campaigns: 'write', reports: 'read', send: true })
  await using assistant = await letIn(world, owner)
  assert.match((await call(assistant.client, 'list_audiences')).text, /From Ada’s Bakery/)

  const first = assistant.signIn.tokens()?.refresh_token ?? ''
  const renewed = (await (await renew(world, assistant, first)).json()) as { access_token: string }
  assert.equal((await ask(world, renewed.access_token)).status, 200)

  const account = world.client.account(id)
  const [audience] = (await account.audiences()).items
  const draft = await account.createCampaign({
    name: 'Rye',
    subject: 'Rye',
    audience: audience?.id ?? '',
    html: '<p>Rye</p>',
  })
  const { confirmation } = await account.prepareSending(draft.id)
  const given = { confirmation, audienceName: audience?.name ?? '' }
  await Promise.allSettled(Array.from({ length: 5 }, () => account.confirmSending(given)))
  const sent = world.sandbox.world.calls.list().filter(({ path }) => path.endsWith('/actions/send'))
  assert.equal(sent.length, 1)

  const { items } = await owner.json<{ items: { id: string }[] }>('/v1/assistants')
  await owner.ask('DELETE', `/v1/assistants/${items[0]?.id}`)
  assert.equal((await ask(world, tokenOf(assistant))).status, 401)
  await world.hub.assistants.sweep()
  const { items: events } = await world.client.listEvents({ type: 'assistant' })
  assert.equal(events.length, 2)
})

test('D4: parallel refreshes over several processes get the same successor', async () => {
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await server.newDatabase() })
  await using other = await startHub(
    { ...world.config, publicUrl: world.hub.url },
    { logTo: { write: () => undefined } },
  )
  await setUpOwner(world)
  await using assistant = await letIn(world, await signIn(world))
  const first = assistant.signIn.tokens()?.refresh_token ?? ''
  const at = [world, { hub: { url: other.localUrl } }]
  const answers = await Promise.all(
    [0, 1, 0, 1, 0, 1].map((hub) => renew(at[hub] ?? world, assistant, first)),
  )
  const successors = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { refresh_token?: string }).refresh_token),
  )
  assert.equal(new Set(successors).size, 1, successors.join())
  assert.ok(successors[0] && successors[0] !== first)
  assert.equal((await renew(world, assistant, successors[0])).status, 200)
})
