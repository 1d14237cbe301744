import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { join, OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { revokeAtProvider } from '@letterlock/testing/providers.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** The emails to an address, as they are printed. */
const emailsTo = (world: TestWorld, address: string): string[] =>
  world.printed.filter((text) => text.includes(`To: ${address}\n`))

test('each user gets alerts, send requests, invitations and password links in their own language, and a chat in English', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  await setupOwner(world)
  const owner = await signIn(world)
  const admin = await join(world, owner, 'admin', 'Ada Admin')
  const { email: ada } = await admin.json<{ email: string }>('/v1/me')
  await owner.ask('PATCH', '/v1/alert-settings', { webhookUrl: receiver.url })
  assert.equal((await owner.ask('PATCH', '/v1/me', { locale: 'nl' })).status, 400, 'there is no catalogue')
  assert.equal((await owner.json<{ locale: unknown }>('/v1/me')).locale, null)
  await owner.ask('PATCH', '/v1/me', { locale: 'de' })
  const updated = await admin.ask('PATCH', '/v1/me', { locale: 'it' })
  assert.equal(((await updated.json()) as { locale: unknown }).locale, 'it')
  assert.equal((await owner.json<{ locale: unknown }>('/v1/me')).locale, 'de')

  const { id } = await connectWithAllPermissions(world)
  const [audience] = (await world.client.account(id).audiences.list()).items
  const draft = { name: 'Rye', subject: 'Rye', audienceId: audience?.id ?? '', html: '<p>Rye</p>' }
  const { id: campaign } = await world.client.account(id).campaigns.create(draft)
  await using client = await openMcpClient(world)
  await callTool(client, 'send_campaign', { campaign })
  const [asked = ''] = await waitFor(
    () => emailsTo(world, ada),
    (found) => found.some((text) => text.includes('Una campagna attende la tua approvazione')),
  ).then((found) => found.filter((text) => text.includes('Una campagna')))
  assert.match(asked, /Campagna: "Rye" di "Ada’s Bakery" \(mailchimp\)/)
  assert.match(asked, /Puoi disattivare queste email nel tuo profilo: http/)
  assert.ok(emailsTo(world, OWNER.email).some((text) => text.includes('Kampagne: "Rye" von "Ada’s Bakery"')))

  await revokeAtProvider(world, 'mailchimp')
  await world.client.connections.check(id)
  await waitFor(
    async () => (await world.server.context.store.alerts.groups(null)).length,
    (count) => count === 1,
  )
  world.advance(121)
  const alertTo = (address: string, subject: RegExp): Promise<string> =>
    waitFor(
      () => emailsTo(world, address).find((text) => subject.test(text)) ?? '',
      (text) => text !== '',
    )
  const german = await alertTo(OWNER.email, /Subject: Ada’s Bakery \(Mailchimp\) ist getrennt · /)
  assert.match(german, /Der Zugriff wurde bei Mailchimp widerrufen\. Verbinden Sie das Konto neu\./)
  assert.match(
    await alertTo(ada, /Subject: Ada’s Bakery \(Mailchimp\) è scollegato · /),
    /Ricollega l’account\./,
  )
  await waitFor(
    () => receiver.received.length,
    (count) => count === 2,
  )
  assert.match(receiver.received[1]?.body ?? '', /Ada’s Bakery \(Mailchimp\) is disconnected/)

  await world.client.connections.delete(id)
  await alertTo(OWNER.email, /Subject: Behoben: Ada’s Bakery \(Mailchimp\) ist getrennt/)
  await alertTo(ada, /Subject: Risolto: Ada’s Bakery \(Mailchimp\) è scollegato/)

  // The stored language comes before that of the browser that asks.
  await owner.ask('POST', '/auth/request-password-reset', { email: ada }, { 'accept-language': 'fr' })
  await alertTo(ada, /Subject: Reimposta la tua password/)
  await owner.ask('POST', '/v1/workspaces', { name: 'Second' })
  await owner.ask('POST', '/v1/invitations', { email: ada, role: 'admin' }, { 'accept-language': 'fr' })
  await alertTo(ada, /Subject: .* ti invita in Second/)
})
