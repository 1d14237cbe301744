import { ben } from '@letterlock/sandbox/sandbox-user.ts'
import { LetterlockApiError, type Job } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactErasureJob } from '../../src/email-marketing/jobs/address-jobs.ts'
import { encryptionContextOf } from '../../src/email-marketing/model/unchecked-contact.ts'
import type { NewJobRow } from '../../src/jobs/job-handler.ts'
import { principalOfServer } from '../../src/workspaces/principal.ts'
import { beforeNext } from '@letterlock/testing/before-next.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connectWithAllPermissions, reachConfirmationToken } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/*
 * An end user can let a connection lead to another account. MailUp numbers lists, messages and recipients in each account, so that what was
 * begun for one account would find others with the same IDs in the next.
 */

const provider = 'mailup'
const LIST = '1'
const CONSOLE = '/API/v1.1/Rest/ConsoleService.svc/Console'
const CHOICES = { audiences: 'write', campaigns: 'write', reports: 'read', send: 'yes' }

const open = async (world: TestWorld) => {
  const connection = await connectWithAllPermissions(world, { provider })
  return { connection, account: world.client.account(connection.id) }
}

/** The end user signs in to Ben’s account, and agrees that the connection leads to it. */
async function replaceAccount({ client, ...world }: TestWorld, connectionId: string): Promise<void> {
  const choice = { provider, user: ben(), connectionId, choices: CHOICES }
  const { session, endUserId, confirmationToken } = await reachConfirmationToken({ client, ...world }, choice)
  const error: unknown = await client.connectSessions
    .confirm(session.id, { confirmationToken, endUserId })
    .catch((error: unknown) => error)
  assert.ok(error instanceof LetterlockApiError)
  const accepted = await client.connectSessions.confirm(session.id, {
    confirmationToken: String(error.problem['confirmationToken']),
    endUserId,
    acceptAccountId: String(error.problem['accountId']),
  })
  assert.deepEqual([accepted.id, accepted.account.name], [connectionId, 'Ben’s Bicycles'])
}

const ended = ({ client }: TestWorld, { id }: Job): Promise<Job> =>
  waitFor(
    () => client.jobs.get(id),
    ({ status }) => status !== 'queued' && status !== 'running',
    60_000,
  )

const interrupted = ({ client }: TestWorld, { id }: Job): Promise<Job> =>
  waitFor(
    () => client.jobs.get(id),
    ({ status, startedAt }) => status === 'queued' && startedAt !== null,
    60_000,
  )

const draftOf = (subject: string) => ({ name: subject, subject, audienceId: LIST, html: `<p>${subject}</p>` })

test('replaced account: an approval sends no campaign of another account, though it has the same ID', async () => {
  await using world = await startWorld()
  const { connection, account } = await open(world)
  const shown = await account.campaigns.create(draftOf('Rye'))
  const { id, approvalText } = await account.campaigns.createSendRequest(shown.id)
  beforeNext(world.server.context.store.sendRequests, 'take', async () => {
    await replaceAccount(world, connection.id)
    assert.equal((await account.campaigns.create(draftOf('Bells'))).id, shown.id)
  })
  assert.equal(await errorCodeOf(world.client.sendRequests.approve(id, { approvalText })), 'account_replaced')
  assert.deepEqual(
    world.sandbox.world.requests.list().filter(({ sends, method }) => sends && method === 'POST'),
    [],
  )
  for (const call of [
    world.client.sendRequests.get(id),
    world.client.sendRequests.approve(id, { approvalText }),
  ])
    assert.equal(await errorCodeOf(call), 'account_replaced')
})

test('replaced account: an import that was begun for one account writes nothing into the next', async () => {
  await using world = await startWorld()
  const { connection, account } = await open(world)
  const { faults } = world.sandbox.world
  faults.add({ kind: 'status', status: 503, path: `${CONSOLE}/List/${LIST}/Recipient` })
  const contacts = [{ email: 'of.ada@letters.example', fields: {} }]
  const begun = await account.contacts.createImport({ audienceId: LIST, status: 'subscribed', contacts })
  await interrupted(world, begun)
  await replaceAccount(world, connection.id)
  faults.clear()
  world.advance(31)
  const { status, errorCode } = await ended(world, begun)
  assert.deepEqual([status, errorCode], ['failed', 'account_replaced'])
  const call = account.contacts.get('of.ada@letters.example', { audienceId: LIST })
  assert.equal(await errorCodeOf(call), 'resource_not_found')
})

test('replaced account: a move that was begun for one account writes nothing into the next', async () => {
  await using world = await startWorld()
  const { connection } = await open(world)
  const source = await connectWithAllPermissions(world, { endUserId: 'user-2' })
  const [audience] = (await world.client.account(source.id).audiences.list()).items
  const { faults, requests } = world.sandbox.world
  faults.add({ kind: 'status', status: 503, path: `${CONSOLE}/` })
  const begun = await world.client.audienceMoves.create({
    from: { connectionId: source.id, audienceId: audience?.id ?? '' },
    to: { connectionId: connection.id, audienceId: LIST },
    dryRun: false,
  })
  await interrupted(world, begun)
  faults.clear()
  await replaceAccount(world, connection.id)
  const before = requests.list().length
  world.advance(31)
  const { status, errorCode } = await ended(world, begun)
  assert.deepEqual([status, errorCode], ['failed', 'account_replaced'])
  const since = requests.list().slice(before)
  assert.deepEqual(
    since.filter(({ path }) => path.startsWith(CONSOLE)),
    [],
  )
})

test('replaced account: an erasure spares who has the number of a contact of the account before', async () => {
  await using world = await startWorld()
  const { connection, account } = await open(world)
  await replaceAccount(world, connection.id)
  const [contact] = (await account.contacts.list({ audienceId: LIST })).items
  const { id, email } = contact ?? assert.fail('no contact')
  const { id: workspaceId } = await world.client.workspace.get()
  const rows: NewJobRow[] = []
  await contactErasureJob(world.server.context)({
    principal: principalOfServer(workspaceId),
    input: { email: 'of.ada@letters.example', dryRun: false },
    // What a try kept that was interrupted before the account was replaced.
    checkpoint: {
      after: null,
      found: {
        connectionId: connection.id,
        accountId: connection.account.id,
        contacts: [{ id, audienceIds: [LIST] }],
      },
    },
    signal: new AbortController().signal,
    report: (row) => void rows.push(row),
    save: () => Promise.resolve(),
  })
  assert.deepEqual(
    rows.map(({ subject, outcome }) => [subject, outcome]),
    [['Ben’s Bicycles', 'not_found']],
  )
  assert.equal((await account.contacts.get(email, { audienceId: LIST })).id, id)
})

test('replaced account: a contact is not unsubscribed for what it did in the account before', async () => {
  await using world = await startWorld()
  const { connection, account } = await open(world)
  const { store, encryption } = world.server.context
  const { id: workspaceId } = await world.client.workspace.get()
  const email = 'nora@letters.example'
  await replaceAccount(world, connection.id)
  await account.contacts.upsert({ email, audienceId: LIST, status: 'subscribed', fields: {} })
  const hash = 'noted before'
  await store.uncheckedContacts.insert({
    hash,
    workspaceId,
    connectionId: connection.id,
    accountId: connection.account.id,
    audienceId: LIST,
    emailCiphertext: encryption.encrypt(email, encryptionContextOf({ workspaceId, hash })),
    mustUnsubscribe: true,
    createdAt: 0,
    dueAt: 0,
  })
  const failing = await waitFor(
    () => store.uncheckedContacts.listFailing(workspaceId),
    (found) => found.length > 0,
    30_000,
  )
  assert.deepEqual(
    failing.map(({ errorCode }) => errorCode),
    ['account_replaced'],
  )
  assert.equal((await account.contacts.get(email, { audienceId: LIST })).status, 'subscribed')
})

test('replaced account: a forwarded call that was rejected is not repeated at another account', async () => {
  await using world = await startWorld()
  const { connection } = await open(world)
  const path = `/ConsoleService.svc/Console/List/${LIST}/Groups`
  assert.equal((await callProxy(world.client, connection.id, 'GET', path)).status, 200)
  world.sandbox.world.faults.add({
    kind: 'status',
    status: 401,
    path: `${CONSOLE}/List/${LIST}/Group`,
    remaining: 1,
  })
  beforeNext(world.server.context.accessTokens, 'getAccessToken', () => replaceAccount(world, connection.id))
  const response = await callProxy(world.client, connection.id, 'POST', path.slice(0, -1), {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Name: 'Of Ada', Notes: '' }),
  })
  assert.equal(response.status, 401)
  const groups = await (await callProxy(world.client, connection.id, 'GET', path)).text()
  assert.ok(!groups.includes('Of Ada'), groups)
})
