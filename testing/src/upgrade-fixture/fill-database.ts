import { connect, reachConfirmationToken, RETURN_URL } from '../connect.ts'
import { OWNER } from '../dashboard-session.ts'
import { INFO_PATH } from '../mailup.ts'
import { waitFor } from '../wait-for.ts'
import { errorCodeOf, type TestWorld } from '../world.ts'
import { ben } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { fillUsers } from './fill-users.ts'
import { encryptionContextOf } from '../../../server/src/email-marketing/model/unchecked-contact.ts'

/** Only for fixtures. */
export const FIXTURE_KEY = Buffer.alloc(32, 'fixture').toString('base64')

const IDEMPOTENT_REQUEST = {
  key: 'fixture-request',
  path: '/v1/connect-sessions',
  body: { endUserId: 'user-5', providers: ['mailchimp'], returnUrl: RETURN_URL },
}

/** What a test needs to read the database: secrets and expected values. */
export type UpgradeFacts = Awaited<ReturnType<typeof fillDatabase>>

/** Puts a row of every kind into a new database, through the server. */
export async function fillDatabase(world: TestWorld) {
  const { client } = world
  const user = await fillUsers(world)
  await fillWebhooks(world)
  await fillAlerts(world)
  const connections = await fillConnections(world)
  const callId = await logCall(world, connections.withApiKey.id)
  const waiting = await reachConfirmationToken(world, { endUserId: 'user-3' })
  const kept = await keepGrant(world)
  const erasedEndUserId = await eraseEndUser(world)
  const replay = await createIdempotently(world)
  const sendRequest = await prepareCampaign(world, connections.withApiKey.id)
  const jobId = await finishJob(world)
  const uncheckedEmail = await noteUncheckedContact(world, connections.withApiKey.id)
  // What is counted becomes events with the next write of the counts.
  await world.server.context.usage.flush()
  const { items: events } = await client.events.list({ limit: 100 })
  const { items: list } = await client.connections.list()
  return {
    now: world.sandbox.world.clock.now().getTime(),
    secretKey: world.secretKey,
    user,
    oauthApp: world.app,
    connections,
    connectionIds: list.map(({ id }) => id).toSorted(),
    waiting: {
      sessionId: waiting.session.id,
      endUserId: waiting.endUserId,
      confirmationToken: waiting.confirmationToken,
    },
    kept,
    erasedEndUserId,
    replay,
    sendRequest,
    callId,
    jobId,
    uncheckedEmail,
    eventTypes: [...new Set(events.map(({ type }) => type))].toSorted(),
  }
}

/** A job with a report. */
async function finishJob({ client }: TestWorld): Promise<string> {
  const { id } = await client.addresses.export({ email: 'absent@letters.example' })
  await waitFor(
    () => client.jobs.get(id),
    ({ status }) => status === 'completed',
  )
  return id
}

/** Nothing listens there: each attempt fails at once. */
const NOBODY = 'http://127.0.0.1:9/'

async function fillWebhooks(world: TestWorld): Promise<void> {
  const { id } = await world.client.webhookEndpoints.create({ url: NOBODY, eventTypes: ['connection'] })
  await connect(world, { endUserId: 'user-6', user: ben() })
  await waitFor(
    () => world.client.webhookDeliveries.list(id),
    ({ items }) => items.length > 0,
  )
}

/** The connection of `fillWebhooks` is lost, and its alert was sent. */
async function fillAlerts(world: TestWorld): Promise<void> {
  const { client, sandbox, server } = world
  await client.alertSettings.update({ emailRoles: ['owner'], webhookUrl: NOBODY })
  for (const token of Object.keys(sandbox.world.mailchimp.tokens))
    delete sandbox.world.mailchimp.tokens[token]
  const { items } = await client.connections.list({ endUserId: 'user-6' })
  for (const { id } of items) await client.connections.check(id)
  const { alerts } = server.context.store
  const lost = await waitFor(
    () => alerts.groups(null),
    (groups) => groups.length > 0,
  )
  assert.equal(lost.length, 1)
  world.advance(150)
  await waitFor(
    () => world.printed,
    (texts) => texts.some((text) => text.includes(OWNER.email) && text.includes('Mailchimp')),
  )
}

const LABELS = { plan: 'pro' }

async function fillConnections(world: TestWorld) {
  const { client } = world
  const { apiKeys } = world.sandbox.world.mailchimp
  const apiKey = Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? assert.fail('no API key')
  const { id } = await connect(world)
  await client.connections.setApiKey(id, { apiKey })
  await client.connections.update(id, { labels: LABELS })
  const refreshed = await connect(world, { provider: 'mailup', endUserId: 'user-2' })
  await client.connections.refresh(refreshed.id)
  const { id: disconnected } = await connect(world, { endUserId: 'user-3' })
  await client.connections.disconnect(disconnected)
  const token = async (of: string): Promise<string> =>
    (await client.connections.getAccessToken(of)).accessToken
  return {
    withApiKey: { id, apiKey, accessToken: await token(id), labels: LABELS },
    refreshed: { id: refreshed.id, accessToken: await token(refreshed.id) },
    disconnected: { id: disconnected },
  }
}

async function logCall({ client, server, secretKey }: TestWorld, connectionId: string): Promise<string> {
  const headers = { authorization: `Bearer ${secretKey}` }
  await fetch(`${server.localUrl}/v1/proxy/${connectionId}/3.0/lists`, { headers })
  const { items } = await waitFor(
    () => client.calls.list(),
    (page) => page.items.length > 0,
  )
  await client.connections.getMetrics(connectionId)
  return items[0]?.id ?? assert.fail('no call')
}

/** The account cannot be looked up: the tokens wait for the next attempt. */
async function keepGrant(world: TestWorld) {
  const { session, endUserId, confirmationToken } = await reachConfirmationToken(world, {
    provider: 'mailup',
    endUserId: 'user-4',
  })
  world.sandbox.world.faults.add({ kind: 'status', path: INFO_PATH, status: 503, remaining: 1 })
  assert.equal(
    await errorCodeOf(world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId })),
    'account_lookup_delayed',
  )
  return { sessionId: session.id, endUserId, confirmationToken }
}

async function eraseEndUser({ client }: TestWorld): Promise<string> {
  const endUserId = 'user-7'
  await client.connectSessions.create({ endUserId, returnUrl: RETURN_URL })
  await client.endUsers.erase(endUserId)
  return endUserId
}

async function createIdempotently(world: TestWorld) {
  const { key, path, body } = IDEMPOTENT_REQUEST
  const response = await fetch(world.server.localUrl + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  assert.equal(response.status, 201, await response.clone().text())
  const { url } = (await response.clone().json()) as { url: string }
  return {
    ...IDEMPOTENT_REQUEST,
    answer: await response.text(),
    linkPath: new URL(url).pathname + new URL(url).search,
  }
}

async function prepareCampaign(world: TestWorld, id: string) {
  const permissions = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const
  await world.client.connections.update(id, { permissions })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  assert.ok(audience)
  const html = '<h1>Rye</h1><p>Rye is here. <a href="*|UNSUB|*">Unsubscribe</a></p>'
  const campaign = await account.campaigns.create({
    name: 'Rye',
    subject: 'Rye is here',
    audienceId: audience.id,
    html,
  })
  const { id: sendRequestId } = await account.campaigns.createSendRequest(campaign.id)
  return { id: sendRequestId, campaignId: campaign.id }
}

/** A contact with a pending check of its past, due when the fixture is read. */
async function noteUncheckedContact({ server }: TestWorld, connectionId: string): Promise<string> {
  const { store, encryption } = server.context
  const email = 'unchecked@letters.example'
  const { id: workspaceId } = (await store.workspaces.first()) ?? assert.fail('no workspace')
  const hash = 'unchecked'
  await store.uncheckedContacts.insert({
    hash,
    workspaceId,
    connectionId,
    accountId: '1',
    audienceId: '1',
    emailCiphertext: encryption.encrypt(email, encryptionContextOf({ workspaceId, hash })),
    mustUnsubscribe: true,
    createdAt: 0,
    dueAt: Number.MAX_SAFE_INTEGER,
  })
  return email
}
