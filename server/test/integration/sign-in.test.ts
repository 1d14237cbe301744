import type { Me } from '@letterlock/sdk'
import { startServer } from '@letterlock/server/start-server.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { test } from 'node:test'
import { DashboardSession, join, OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { linkInMail, startMailServer } from '@letterlock/testing/mail-server.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { totp } from '@letterlock/testing/totp.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { QUICK_PASSWORD_HASH } from '@letterlock/testing/quick-password-hash.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const codeIn = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code

interface Enabled {
  readonly totpURI: string
  readonly backupCodes: string[]
}

async function enableTwoFactor(browser: DashboardSession): Promise<Enabled> {
  const path = '/auth/two-factor/enable'
  assert.equal(await codeIn(await browser.ask('POST', path, { password: 'wrong' })), 'incorrect_password')
  const answer = await browser.ask('POST', path, { password: OWNER.password })
  const enabled = (await answer.json()) as Enabled
  const code = totp(enabled.totpURI)
  assert.equal((await browser.ask('POST', '/auth/two-factor/verify-totp', { code })).status, 200)
  return enabled
}

/** The one after the code that switched it on, which is spent; it is accepted half a minute early. */
const nextCode = (totpURI: string): string => totp(totpURI, Date.now() + 30_000)

/** The password is right; who is signed in now? */
async function passwordAlone(world: TestWorld): Promise<DashboardSession> {
  const browser = await signIn(world)
  assert.equal((await browser.ask('GET', '/v1/me')).status, 401)
  return browser
}

for (const database of ['SQLite', 'PostgreSQL'])
  test(`two-factor authentication on ${database}: asked for after the password, and recovered from`, async () => {
    await using server = database === 'PostgreSQL' ? await startPostgres() : undefined
    await using world = await startWorld(server && { LETTERLOCK_DATABASE_URL: await server.newDatabase() })
    await setupOwner(world)
    const { totpURI, backupCodes } = await enableTwoFactor(await signIn(world))

    const browser = await passwordAlone(world)
    const wrong = await browser.ask('POST', '/auth/two-factor/verify-totp', { code: '000000' })
    assert.equal(await codeIn(wrong), 'invalid_verification_code')
    const scope = await browser.ask('POST', '/auth/two-factor/verify-totp', { code: nextCode(totpURI) })
    assert.equal(scope.status, 200, await scope.clone().text())
    const me = await browser.json<Me>('/v1/me')
    assert.deepEqual([me.name, me.twoFactorEnabled], [OWNER.name, true])

    const [code = ''] = backupCodes
    const recovered = await passwordAlone(world)
    assert.equal((await recovered.ask('POST', '/auth/two-factor/verify-backup-code', { code })).status, 200)
    const again = await passwordAlone(world)
    const used = await again.ask('POST', '/auth/two-factor/verify-backup-code', { code })
    assert.equal(await codeIn(used), 'invalid_verification_code')

    const off = await recovered.ask('POST', '/auth/two-factor/disable', { password: OWNER.password })
    assert.equal(off.status, 200)
    assert.equal((await (await signIn(world)).json<Me>('/v1/me')).twoFactorEnabled, false)
  })

test('codes of two-factor authentication cannot be tried out', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { totpURI } = await enableTwoFactor(await signIn(world))
  const browser = await passwordAlone(world)
  const codes: string[] = []
  for (let guess = 0; guess < 8; guess++)
    codes.push(
      await codeIn(
        await browser.ask('POST', '/auth/two-factor/verify-totp', { code: String(100_000 + guess) }),
      ),
    )
  assert.equal(codes[0], 'invalid_verification_code')
  assert.notEqual(codes.at(-1), 'invalid_verification_code')
  // The challenge is gone: even the right code does nothing without the password.
  const late = await browser.ask('POST', '/auth/two-factor/verify-totp', { code: nextCode(totpURI) })
  assert.ok(late.status >= 400)
})

test('what two-factor authentication is made of is not in the database, and outlives a new encryption key', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { totpURI, backupCodes } = await enableTwoFactor(await signIn(world))
  const database = readFileSync(joinPath(world.config.dataDirectory, 'letterlock.db'), 'latin1')
  for (const secret of [new URL(totpURI).searchParams.get('secret') ?? '', backupCodes[0] ?? ''])
    assert.ok(!database.includes(secret))
  await world.server.close()
  const old = readFileSync(world.config.encryptionKeyFile, 'utf8').trim()
  const encryptionKeys = [randomBytes(32).toString('base64'), old]
  await using server = await startServer(
    { ...world.config, encryptionKeys },
    { logTo: { write: () => undefined }, passwordHash: QUICK_PASSWORD_HASH },
  )
  const browser = await passwordAlone({ ...world, server })
  const scope = await browser.ask('POST', '/auth/two-factor/verify-totp', { code: nextCode(totpURI) })
  assert.equal(scope.status, 200)
})

test('an invitation comes by email, lets one user in, once', async () => {
  await using smtp = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: smtp.url })
  await setupOwner(world)
  const owner = await signIn(world)
  const email = 'nina@letters.example'
  const invited = await owner.ask('POST', '/v1/invitations', { email, role: 'admin' })
  const { url, emailSent } = (await invited.json()) as { url: string; emailSent: boolean }
  assert.equal(emailSent, true)
  const mailed = linkInMail(smtp.mails[0] ?? '')
  assert.ok(mailed.startsWith(`${url}.`), 'the email’s link has more than the one that is shown')
  assert.match(smtp.mails[0] ?? '', /^To: nina@letters\.example/m)

  const [, token = ''] = mailed.split('#')
  const nina = new DashboardSession(world)
  const look = await nina.ask('POST', '/v1/invitations/preview', { token })
  assert.deepEqual(await look.json(), {
    workspaceName: 'Letterlock',
    email,
    role: 'admin',
    userExists: false,
    needsEmail: false,
  })
  const answer = { token, user: { name: 'Nina', password: 'a passphrase of her own' } }
  const both = await Promise.all(
    [1, 2].map(async () => new DashboardSession(world).ask('POST', '/v1/invitations/accept', answer)),
  )
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, 409],
  )
  assert.equal((await (await signIn(world, answer.user.password, email)).json<Me>('/v1/me')).role, 'admin')
  assert.equal(
    await codeIn(await nina.ask('POST', '/v1/invitations/preview', { token })),
    'invitation_expired',
  )
  assert.equal(
    await codeIn(await owner.ask('POST', '/v1/invitations', { email, role: 'member' })),
    'member_exists',
  )
})

test('an invitation that was taken back, is old, or is for another user', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const invite = async (email: string): Promise<{ id: string; token: string }> => {
    const made = await owner.ask('POST', '/v1/invitations', { email, role: 'member' })
    const { id, url } = (await made.json()) as { id: string; url: string }
    return { id, token: url.split('#')[1] ?? '' }
  }
  const accept = async (browser: DashboardSession, token: string): Promise<string> =>
    codeIn(await browser.ask('POST', '/v1/invitations/accept', { token }))

  const first = await invite('sam@letters.example')
  assert.equal(await accept(owner, first.token), 'invitation_email_mismatch')
  assert.equal(await accept(new DashboardSession(world), first.token), 'authentication_required')
  const second = await invite('sam@letters.example')
  assert.equal(await accept(owner, first.token), 'invitation_not_found', 'the newest counts')
  assert.equal((await owner.ask('DELETE', `/v1/invitations/${second.id}`)).status, 204)
  assert.equal(await accept(owner, second.token), 'invitation_not_found')
  assert.equal(await accept(owner, 'guessed'), 'invitation_not_found')
  const third = await invite('sam@letters.example')
  world.advance(8 * 86_400)
  assert.equal(await accept(owner, third.token), 'invitation_expired')
})

test('without email, what users should get is shown where the server runs, and in no log', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  assert.equal(
    (await new DashboardSession(world).ask('POST', '/auth/request-password-reset', { email: OWNER.email }))
      .status,
    200,
  )
  const [link = ''] = /http\S+reset-password#\S+/.exec(world.printed.join('')) ?? []
  assert.ok(link)
  assert.ok(!world.log.join('').includes(link.split('#')[1] ?? ''))
})

test('emails are in the language of the page that asked for them', async () => {
  await using smtp = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: smtp.url })
  await setupOwner(world)
  const owner = await signIn(world)
  const invitation = { email: 'nina@letters.example', role: 'admin' }
  await owner.ask('POST', '/v1/invitations', invitation, { 'accept-language': 'de' })
  const reset = { email: OWNER.email }
  for (const language of ['fr-CA', 'ja'])
    await owner.ask('POST', '/auth/request-password-reset', reset, { 'accept-language': language })
  const mails = await waitFor(
    async () => smtp.mails,
    ({ length }) => length === 3,
  )
  // A subject that is not ASCII is encoded (RFC 2047); these words stay readable.
  const [invited = '', french = '', other = ''] = mails.map((mail) => mail.replaceAll('\r\n ', ' '))
  assert.match(invited, /^Subject: .*eingeladen/m)
  assert.match(french, /^Subject: .*mot[ _]de[ _]passe/m)
  assert.match(other, /^Subject: Reset your Letterlock password/m)
})

test('a forgotten password: a link by email, once, and every browser is signed out', async () => {
  await using smtp = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: smtp.url })
  await setupOwner(world)
  const browser = await signIn(world)
  const stranger = new DashboardSession(world)
  const ask = (email: string): Promise<Response> =>
    stranger.ask('POST', '/auth/request-password-reset', { email })
  const [known, unknown] = [await ask(OWNER.email), await ask('unknown@letters.example')]
  assert.deepEqual(await known.json(), await unknown.json(), 'who has an account is not told')
  assert.equal(smtp.mails.length, 1)
  const [, token = ''] = linkInMail(smtp.mails[0] ?? '').split('#')
  const change = { token, newPassword: 'a new and long passphrase' }
  assert.equal((await stranger.ask('POST', '/auth/reset-password', change)).status, 200)
  assert.equal((await browser.ask('GET', '/v1/me')).status, 401)
  assert.equal(
    await codeIn(await stranger.ask('POST', '/auth/reset-password', change)),
    'password_reset_link_expired',
  )
  await signIn(world, change.newPassword)
})

test('members: roles are changed, users removed, and there is always an owner', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const { id: me } = await owner.json<Me>('/v1/me')
  const last = await owner.ask('DELETE', `/v1/members/${me}`)
  assert.equal(await codeIn(last), 'owner_required')
  const other = await join(world, owner, 'owner', 'Otto Owner')
  const { id: otto } = await other.json<Me>('/v1/me')
  // Each takes the other's place in the same moment: one of them stays.
  const both = await Promise.all([
    owner.ask('PATCH', `/v1/members/${otto}`, { role: 'member' }),
    other.ask('PATCH', `/v1/members/${me}`, { role: 'member' }),
  ])
  assert.equal(both.filter(({ status }) => status === 204).length, 1)
  const [winner, loser, lost] = both[0]?.status === 204 ? [owner, other, otto] : [other, owner, me]
  assert.equal((await loser.json<Me>('/v1/me')).role, 'member')
  assert.equal((await winner.ask('DELETE', `/v1/members/${lost}`)).status, 204)
  assert.equal(await codeIn(await loser.ask('GET', '/v1/me')), 'not_a_member')
  assert.equal(await codeIn(await winner.ask('DELETE', `/v1/members/${lost}`)), 'member_not_found')
})

test('an admin cannot become more by way of a key', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const admin = await join(world, await signIn(world), 'admin')
  const make = (scopes: string[]): Promise<Response> =>
    admin.ask('POST', '/v1/secret-keys', { name: 'A key', scopes })
  assert.equal((await make(['tokens:read', 'proxy:use', 'members:read'])).status, 201)
  assert.equal(await codeIn(await make(['members:write'])), 'insufficient_scope')
})

test('E10: a wrong password inside the dashboard is told as one, not as a failed sign-in', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const browser = await signIn(world)
  await enableTwoFactor(browser)
  const asked: [string, object][] = [
    ['two-factor/enable', { password: 'wrong' }],
    ['two-factor/disable', { password: 'wrong' }],
    ['two-factor/generate-backup-codes', { password: 'wrong' }],
    ['change-password', { currentPassword: 'wrong', newPassword: 'violet umbrellas on tuesdays' }],
  ]
  for (const [path, body] of asked) {
    const answer = await browser.ask('POST', `/auth/${path}`, body)
    const { code, detail } = (await answer.json()) as { code: string; detail: string }
    assert.deepEqual(
      [answer.status, code, detail],
      [403, 'incorrect_password', 'The current password is incorrect.'],
      path,
    )
  }
})

test('two workspaces: each browser is in one of them', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const [here, there] = [await signIn(world), await signIn(world)]
  await here.ask('POST', '/v1/workspaces', { name: 'Client B' })
  const me = await here.json<Me>('/v1/me')
  assert.deepEqual(
    [me.workspace.name, me.role, me.workspaces.map(({ name }) => name)],
    ['Client B', 'owner', ['Client B', 'Letterlock']],
  )
  assert.equal((await there.json<Me>('/v1/me')).workspace.name, 'Letterlock')
  assert.equal((await here.ask('PUT', '/v1/me/active-workspace', { id: 'ws_first' })).status, 204)
  assert.equal((await here.json<Me>('/v1/me')).workspace.name, 'Letterlock')
  assert.equal(
    await codeIn(await here.ask('PUT', '/v1/me/active-workspace', { id: 'ws_none' })),
    'not_a_member',
  )
})
