import { membersOf } from '@letterlock/testing/members-of.ts'
import type { Me } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { accessTokenOf, authorizeAssistant, listToolsWith } from '@letterlock/testing/authorize-assistant.ts'
import { DashboardSession, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { linkInMail, startMailServer } from '@letterlock/testing/mail-server.ts'
import { totp } from '@letterlock/testing/totp.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const VICTIM = 'vera@letters.example'
const ATTACKERS = { name: 'Vera', password: 'orchid tramway ninety pelicans' }
const OWN = { name: 'Vera Victim', password: 'seven lanterns under the bridge' }

const codeIn = async (response: Response): Promise<string> =>
  response.status < 300 ? 'no error' : ((await response.json()) as { code: string }).code

async function invite(owner: DashboardSession): Promise<string> {
  const invited = await owner.ask('POST', '/v1/invitations', { email: VICTIM, role: 'member' })
  const { url } = (await invited.json()) as { url: string }
  return url.split('#')[1] ?? assert.fail('no link')
}

const accept = (world: TestWorld, token: string, user?: object): Promise<Response> =>
  new DashboardSession(world).ask('POST', '/v1/invitations/accept', { token, ...(user && { user }) })

test('A13: where email works, only who reads the mail of the address joins', async () => {
  await using smtp = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: smtp.url })
  await setupOwner(world)
  const shown = await invite(await signIn(world))
  const [, mailed = ''] = linkInMail(smtp.mails[0] ?? '').split('#')
  const inviter = new DashboardSession(world)
  const look = await inviter.ask('POST', '/v1/invitations/preview', { token: shown })
  assert.equal(((await look.json()) as { needsEmail: boolean }).needsEmail, true)
  const [, proof = ''] = mailed.split('.')
  for (const token of [
    shown,
    `${shown}.`,
    `${shown}.${'A'.repeat(43)}`,
    `${shown}.undefined`,
    `${shown}.null`,
  ])
    assert.equal(await codeIn(await accept(world, token, ATTACKERS)), 'invitation_email_needed', token)
  assert.equal(await codeIn(await accept(world, proof, ATTACKERS)), 'invitation_not_found')

  // Sent again, to the address alone; its link ends the one before.
  const again = await inviter.ask('POST', '/v1/invitations/send', { token: shown })
  assert.deepEqual(await again.json(), { emailSent: true })
  assert.match(smtp.mails[1] ?? '', /^To: vera@letters\.example/m)
  const [, newest = ''] = linkInMail(smtp.mails[1] ?? '').split('#')
  assert.equal(await codeIn(await accept(world, mailed, OWN)), 'invitation_email_needed')
  await inviter.ask('POST', '/v1/invitations/send', { token: 'guessed' })
  assert.equal((await accept(world, newest, OWN)).status, 204)
  const vera = await signIn(world, OWN.password, VICTIM)
  assert.equal((await vera.json<Me>('/v1/me')).name, OWN.name)
})

test('A13: an email is not sent again and again', async () => {
  await using smtp = await startMailServer()
  await using world = await startWorld({ LETTERLOCK_SMTP_URL: smtp.url })
  await setupOwner(world)
  const token = await invite(await signIn(world))
  const browser = new DashboardSession(world)
  const codes: string[] = []
  for (let count = 0; count < 4; count++)
    codes.push(
      await codeIn(await browser.ask('POST', '/v1/invitations/send', { token: `${token}.${count}` })),
    )
  assert.deepEqual(codes, ['no error', 'no error', 'rate_limited', 'rate_limited'])
  assert.equal(smtp.mails.length, 3)
})

test('A13: without email, a reset by the invited user ends all that the inviter put there', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const token = await invite(await signIn(world))
  assert.equal((await accept(world, token, ATTACKERS)).status, 204)
  const attacker = await signIn(world, ATTACKERS.password, VICTIM)
  const enabled = await attacker.ask('POST', '/auth/two-factor/enable', { password: ATTACKERS.password })
  const { totpURI, backupCodes } = (await enabled.json()) as { totpURI: string; backupCodes: string[] }
  const switchedOn = await attacker.ask('POST', '/auth/two-factor/verify-totp', { code: totp(totpURI) })
  assert.equal(switchedOn.status, 200)
  const database = new DatabaseSync(world.config.databaseFile)
  database.exec(`INSERT INTO user_passkeys (id, user_id, public_key, credential_id, counter, device_type, backed_up)
    SELECT 'passkey-of-another', id, 'key', 'credential', 0, 'singleDevice', 0 FROM users WHERE email = '${VICTIM}'`)
  const factors = (table: string): unknown =>
    database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count']
  assert.deepEqual([factors('user_passkeys'), factors('user_totp_factors')], [1, 1])
  // Half a sign-in, which waits for its code, and a link of their own.
  const half = await signIn(world, ATTACKERS.password, VICTIM)
  await using assistant = await authorizeAssistant(world, attacker)
  const askForLink = async (): Promise<string> => {
    await new DashboardSession(world).ask('POST', '/auth/request-password-reset', { email: VICTIM })
    return [...world.printed.join('').matchAll(/reset-password#(\S+)/g)].at(-1)?.[1] ?? assert.fail('no link')
  }
  const attackers = await askForLink()

  const reset = { token: await askForLink(), newPassword: OWN.password }
  assert.equal((await new DashboardSession(world).ask('POST', '/auth/reset-password', reset)).status, 200)
  const vera = await signIn(world, OWN.password, VICTIM)
  assert.equal(
    (await vera.json<Me>('/v1/me')).twoFactorEnabled,
    false,
    'the two-factor authentication of another does not matter',
  )
  assert.equal((await attacker.ask('GET', '/v1/me')).status, 401)
  assert.equal((await listToolsWith(world, accessTokenOf(assistant))).status, 401)
  const { items: ended } = await world.client.events.list({ type: 'assistant.revoked' })
  assert.deepEqual(
    ended.map(({ actor, data }) => [actor.name, membersOf(data)['reason']]),
    [['Vera', 'email_address_verified']],
  )
  const code = totp(totpURI, Date.now() + 30_000)
  assert.equal((await half.ask('POST', '/auth/two-factor/verify-totp', { code })).status, 401)
  const [recovery = ''] = backupCodes
  assert.equal(
    (await half.ask('POST', '/auth/two-factor/verify-backup-code', { code: recovery })).status,
    401,
  )
  const late = { token: attackers, newPassword: ATTACKERS.password }
  const refused = await new DashboardSession(world).ask('POST', '/auth/reset-password', late)
  assert.equal(await codeIn(refused), 'password_reset_link_expired')
  assert.deepEqual(await vera.json('/auth/passkey/list-user-passkeys'), [])
  assert.deepEqual([factors('user_passkeys'), factors('user_totp_factors')], [0, 0])
  database.close()
  assert.equal((await vera.json<object[]>('/auth/list-sessions')).length, 1)
})
