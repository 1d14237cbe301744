import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startMailServer } from '@letterlock/testing/mail-server.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/* An alert reaches its recipients, however often one of them is away. */

async function stored({ client, server }: TestWorld, id: string) {
  const { items } = await client.events.list({ limit: 1 })
  const connection = await server.context.store.connections.read(items[0]?.workspaceId ?? '', id)
  assert.ok(connection)
  return connection
}

/** Ends the authorization at the provider, and lets Letterlock notice. */
async function lose(world: TestWorld, id: string): Promise<void> {
  const { store, now } = world.server.context
  const failed = {
    type: 'connection.credential_failed',
    connectionId: id,
    actor: 'system',
    data: { credential: 'oauth', reason: 'refresh_rejected', activeCredential: null, responseLost: false },
  } as const
  await store.connections.change(
    await stored(world, id),
    { reason: 'refresh_rejected' },
    { guard: 'version', events: [failed], now: now().getTime() },
  )
  await waitUntil(async () => (await store.alerts.groups(null)).length === 1, 'the loss is noted')
  world.advance(121)
}

async function recover(world: TestWorld, id: string): Promise<void> {
  const { store, now } = world.server.context
  const recovered = {
    type: 'connection.recovered',
    connectionId: id,
    actor: 'system',
    data: { credential: 'oauth' },
  } as const
  await store.connections.change(
    await stored(world, id),
    { reason: null },
    { guard: 'version', events: [recovered], now: now().getTime() },
  )
}

const subjectsTo = (mails: readonly string[], address: string): string[] =>
  mails
    .filter((mail) => mail.includes(`To: ${address}`))
    .map((mail) => /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(mail)?.[1]?.split(' is ')[0] ?? '')

test('A: an alert that one recipient does not accept reaches the others at once, and this one later', async () => {
  await using smtp = await startMailServer()
  await using receiver = await startWebhookReceiver()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: smtp.url })
  await setupOwner(world)
  const owner = await signIn(world)
  await owner.ask('PATCH', '/v1/alert-settings', { webhookUrl: receiver.url })
  const { id } = await connect(world)
  smtp.mails.splice(0)
  smtp.refused.add(OWNER.email)
  const failures = (): number => world.log.filter((line) => line.includes('alert not sent')).length

  await lose(world, id)
  await waitUntil(() => failures() === 1 && receiver.received.length === 1, 'one of two has it')
  world.advance(61)
  await waitUntil(() => failures() === 2, 'the other is tried again')
  smtp.refused.clear()
  world.advance(301)
  await waitUntil(() => subjectsTo(smtp.mails, OWNER.email).length === 1, 'now both have it')
  assert.equal(receiver.received.length, 1, 'no message comes twice')
  const { alerts } = world.server.context.store
  await waitUntil(async () => (await alerts.due(Number.MAX_SAFE_INTEGER, 10)).length === 0, 'nothing is left')

  await recover(world, id)
  await waitUntil(() => receiver.received.length === 2, 'it is over')
  assert.match(receiver.received[1]?.body ?? '', /Resolved: /)
})

test('A: who has not had an alert does not learn that it is over', async () => {
  await using receiver = await startWebhookReceiver()
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  await owner.ask('PATCH', '/v1/alert-settings', { webhookUrl: receiver.url })
  const { id } = await connect(world)
  receiver.respond((_webhook, response) => response.writeHead(503).end())
  await lose(world, id)
  await waitUntil(() => receiver.received.length === 1, 'it is not accepted')
  receiver.respond((_webhook, response) => response.writeHead(204).end())
  await recover(world, id)
  await waitUntil(
    () => world.printed.some((text) => text.includes('Subject: Resolved: ')),
    'the owner learns it',
  )
  const { alerts } = world.server.context.store
  await waitUntil(async () => (await alerts.due(Number.MAX_SAFE_INTEGER, 10)).length === 0, 'nothing is left')
  assert.equal(receiver.received.length, 1)
})

test('A: the name of an account is one line of an alert, without links and mentions of its own', async () => {
  await using receiver = await startWebhookReceiver()
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  await owner.ask('PATCH', '/v1/alert-settings', { webhookUrl: receiver.url })
  const { id } = await connect(world)
  const { store } = world.server.context
  const current = await stored(world, id)
  const name = 'Acme\n\nYour licence ends: <https://evil.example|Sign in> <!channel>\u001B]0;x\u0007\u202E'
  await store.connections.change(
    current,
    { account: { ...current.account, name } },
    { guard: 'version', events: [], now: Date.now() },
  )
  await lose(world, id)
  await waitUntil(() => receiver.received.length === 1, 'it is sent')
  const { text } = JSON.parse(receiver.received[0]?.body ?? '') as { text: string }
  assert.match(
    text,
    /^Acme Your licence ends: &lt;https:\/\/evil\.example\|Sign in&gt; &lt;!channel&gt;\]0;x \(Mailchimp\) is /,
  )
  await waitUntil(() => world.printed.some((each) => each.includes('Acme')), 'the email is printed')
  const printed = world.printed.find((each) => each.includes('Acme')) ?? ''
  assert.match(printed, /^Subject: Acme Your licence ends: .* is disconnected/m)
  for (const hidden of ['\u001B', '\u0007', '\u202E']) assert.ok(!printed.includes(hidden))
})

test('A: a name with control characters is refused', async () => {
  await using world = await startWorld()
  for (const name of ['Acme\nTo: x', 'Acme\u001B[2J', 'Acme\u202Eemca', '\u2028Acme\u2028x'])
    await assert.rejects(
      world.client.workspace.update({ name }),
      { code: 'invalid_request' },
      JSON.stringify(name),
    )
  assert.equal((await world.client.workspace.update({ name: '  Zoë’s 👩‍🌾 農園 ' })).name, 'Zoë’s 👩‍🌾 農園')
})
