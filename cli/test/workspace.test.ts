import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Invitation, LetterlockEvent, OAuthApp, SecretKey } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { setupOwner } from '@letterlock/testing/dashboard-session.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { finish, run } from './run-command.ts'

const commandLine =
  (world: TestWorld) =>
  (line: string, input = '') =>
    finish(run(world, line.split(' ')), input)

const itemsOf = <T>({ out }: { out: string }): T[] => (JSON.parse(out) as { items: T[] }).items

test('an OAuth app from its creation to its end, with a new client secret, on the command line', async () => {
  await using world = await startWorld()
  const letterlock = commandLine(world)
  const wrong = await letterlock('oauth-apps create mailup app-2', 'first-secret')
  assert.equal(wrong.code, 2)
  assert.match(wrong.err, /^✗ <client-id> is not a client ID of MailUp/)
  const clientId = '0b0a8c5e-1111-4222-8333-944444444444'
  const created = await letterlock(
    `oauth-apps create constant-contact ${clientId} --name Second`,
    'first-secret\n',
  )
  assert.equal(created.code, 0, created.err)
  assert.match(
    created.out,
    /^Second\n {2}ID +app_\S+\n {2}Provider +constant-contact\n {2}Client ID +0b0a8c5e/,
  )
  const [app = assert.fail()] = itemsOf<OAuthApp>(
    await letterlock('oauth-apps list --provider constant-contact --json'),
  )
  const [first = assert.fail()] = app.clientSecrets
  const added = await letterlock(`oauth-apps add-secret ${app.id}`, 'second-secret')
  assert.equal(added.out.match(/^ {2}Secret /gm)?.length, 2, added.err)
  const removed = await letterlock(`oauth-apps remove-secret ${app.id} ${first.id} --yes`)
  assert.ok(removed.code === 0 && !removed.out.includes(first.id), removed.err)
  const unconfirmed = await letterlock(`oauth-apps delete ${app.id}`)
  assert.equal(unconfirmed.code, 2)
  const deleted = await letterlock(`oauth-apps delete ${app.id} --yes`)
  assert.equal(deleted.out, `✓ Deleted: ${app.id}\n`, deleted.err)
  for (const { out, err } of [created, added, removed, deleted])
    assert.ok(!/-secret\b/.test((out + err).replaceAll('remove-secret', '')), 'a secret is printed')
})

test('a secret key is created, used and revoked on the command line', async () => {
  await using world = await startWorld()
  const letterlock = commandLine(world)
  const none = await letterlock('secret-keys create Reports')
  assert.deepEqual([none.code, none.out], [2, ''])
  assert.match(none.err, /needs a scope/)
  const wrong = await letterlock('secret-keys create Reports --scope everything')
  assert.equal(wrong.code, 2)
  assert.match(wrong.err, /--scope/)
  const created = await letterlock('secret-keys create Reports --scope connections:read')
  assert.match(created.out, /^llk_\S+\n$/, created.err)
  const limited: TestWorld = Object.create(world, { secretKey: { value: created.out.trim() } }) as TestWorld
  const used = commandLine(limited)
  assert.equal((await used('connections list')).code, 0)
  const keys = itemsOf<SecretKey>(await letterlock('secret-keys list --json'))
  const id = keys.find(({ name }) => name === 'Reports')?.id ?? assert.fail()
  assert.equal((await letterlock(`secret-keys revoke ${id} --yes`)).out, `✓ Revoked: ${id}\n`)
  assert.equal((await used('connections list')).code, 4)
  assert.match((await letterlock('secret-keys list')).out, /Reports .* revoked 20\d\d-/)
})

test('events are listed and exported on the command line', async () => {
  await using world = await startWorld()
  const letterlock = commandLine(world)
  const { id } = await connect(world)
  const listed = itemsOf<LetterlockEvent>(await letterlock(`events list --connection ${id} --json`))
  assert.ok(listed.some(({ type }) => type === 'connection.created'))
  const table = await letterlock('events list --type connection.created')
  assert.match(table.out, /^ID +TIME +TYPE +ACCOUNT +BY\nevt_\S+ +20\d\d-.* connection\.created +Ada/)
  const lines = (await letterlock('events export --format jsonl')).out.trim().split('\n')
  assert.ok(lines.length >= listed.length && lines.every((line) => 'type' in (JSON.parse(line) as object)))
  const wrong = await letterlock('events list --since yesterday')
  assert.equal(wrong.code, 2)
  assert.match(wrong.err, /--since/)
})

test('members and invitations on the command line', async () => {
  await using world = await startWorld()
  const letterlock = commandLine(world)
  await setupOwner(world)
  const members = await letterlock('members list')
  assert.match(members.out, /^USER ID +NAME +EMAIL +ROLE +JOINED\nusr_\S+ .* owner /, members.err)
  const invited = await letterlock('invitations create nina@letters.example --role admin')
  assert.match(invited.out, /^http:\S+\n$/, invited.err)
  assert.match(invited.err, /Not emailed/)
  const [invitation = assert.fail()] = itemsOf<Invitation>(await letterlock('invitations list --json'))
  assert.deepEqual([invitation.email, invitation.role], ['nina@letters.example', 'admin'])
  assert.equal((await letterlock(`invitations revoke ${invitation.id}`)).code, 0)
  assert.equal((await letterlock('invitations list')).out, 'None found\n')
})

test('a sandbox is reset on the command line', async () => {
  await using world = await startWorld()
  const letterlock = commandLine(world)
  await connect(world)
  assert.ok(Object.keys(world.sandbox.world.mailchimp.tokens).length > 0)
  assert.equal((await letterlock(`sandbox reset --sandbox-url ${world.sandbox.url}`)).code, 0)
  assert.deepEqual(Object.keys(world.sandbox.world.mailchimp.tokens), [])
  const nowhere = await letterlock('sandbox reset --sandbox-url http://127.0.0.1:9')
  assert.deepEqual([nowhere.code, nowhere.out], [1, ''])
  assert.match(nowhere.err, /There is no sandbox at/)
})
