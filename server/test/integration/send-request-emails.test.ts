import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { linkInMail, startMailServer } from '@letterlock/testing/mail-server.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'

test('a send request reaches its users by email once, says who asks, and only the page that signs in approves it', async () => {
  await using mail = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: mail.url })
  await setupOwner(world)
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  assert.ok(audience)
  const draft = await account.campaigns.create({
    name: 'Rye',
    subject: 'Rye is here',
    audienceId: audience.id,
    html: '<p>Fresh rye.</p><a href="https://shop.example/rye">Order</a>',
  })
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Olga’s laptop',
    scopes: ['connections:read', 'audiences:read', 'campaigns:read', 'campaigns:send'],
  })
  mail.mails.length = 0
  await using client = await openMcpClient(world, { secretKey: secret })
  const waiting = await callTool(client, 'send_campaign', { campaign: draft.id })
  assert.equal(waiting.structured['status'], 'approval_required', waiting.text)
  await waitFor(
    () => mail.mails.length,
    (count) => count === 1,
  )
  const [email = ''] = mail.mails
  const text = Buffer.from(email.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, '%$1')).toString()
  const words = decodeURIComponent(text.replaceAll(/%(?![0-9A-F]{2})/g, '%25'))
  assert.match(words, new RegExp(`^To: ${OWNER.email}`, 'm'))
  assert.match(words, /The secret key "Olga’s laptop" asks to send a campaign\. Nothing has been sent\./)
  assert.match(words, /Campaign: "Rye" of "Ada’s Bakery" \(mailchimp\)/)
  assert.match(words, /Links to: "shop\.example"/)
  assert.equal(linkInMail(email), waiting.structured['approvalUrl'])

  // Again, for the same campaign: no second email.
  await callTool(client, 'send_campaign', { campaign: draft.id })
  const { items } = await world.client.events.list({ type: 'campaign.send_requested' })
  assert.equal(items.length, 2, 'each is in the log, which the dashboard follows')
  assert.equal(mail.mails.length, 1)

  // The link alone approves nothing.
  const request = new URL(linkInMail(email)).pathname
  const sendRequest = `/v1${request}`
  const unsigned = await fetch(`${world.server.url}${sendRequest}/approve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ approvalText: audience.name }),
  })
  assert.equal(unsigned.status, 401)
  const owner = await signIn(world)
  const approved = await owner.ask('POST', `${sendRequest}/approve`, { approvalText: audience.name })
  assert.equal(approved.status, 200, await approved.clone().text())
})

test('no email where the client asks its user itself', async () => {
  await using mail = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: mail.url })
  await setupOwner(world)
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const draft = { name: 'Rye', subject: 'Rye', audienceId: audience?.id ?? '', html: '<p>Rye</p>' }
  const { id: campaign } = await account.campaigns.create(draft)
  mail.mails.length = 0
  await using client = await openMcpClient(world, { user: () => ({ action: 'decline' }) })
  const declined = await callTool(client, 'send_campaign', { campaign })
  assert.equal(declined.structured['status'], 'declined')
  assert.deepEqual(mail.mails, [])
})

test('of send requests that come at once, one reaches the users by email', async () => {
  await using mail = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: mail.url })
  await setupOwner(world)
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const draft = { name: 'Rye', subject: 'Rye', audienceId: audience?.id ?? '', html: '<p>Rye</p>' }
  const { id: campaign } = await account.campaigns.create(draft)
  mail.mails.length = 0
  await using client = await openMcpClient(world)
  const asked = await Promise.all(
    Array.from({ length: 4 }, () => callTool(client, 'send_campaign', { campaign })),
  )
  for (const { structured } of asked) assert.equal(structured['status'], 'approval_required')
  await waitFor(
    () => mail.mails.length,
    (count) => count > 0,
  )
  assert.equal(mail.mails.length, 1)
})
