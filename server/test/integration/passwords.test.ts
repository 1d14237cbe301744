import assert from 'node:assert/strict'
import { scryptSync } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { DashboardSession, OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const WEAK = [
  'aaaaaaaaaaaaaaaa',
  'abababababababab',
  'passwordpassword',
  'Password1234567!',
  'qwertyuiopasdfgh',
  '123456789012345',
  'olga@letters.example',
  'OlgaOwnerOlgaOwner',
  'letterlockletterlock',
  'p4ssw0rdp4ssw0rd',
  'a'.repeat(128),
]
const STRONG = ['violet umbrellas on tuesdays', 'zq8Fk2-vR9xL0pW3t', '紫陽花と古い橋の上の青い灯籠を見る']

test('A17: passwords that are easy to guess are refused wherever one is chosen, and told why', async () => {
  await using world = await startWorld({}, { passwordHash: undefined })
  const [, token = ''] = (world.server.setupUrl ?? '').split('#')
  const stranger = new DashboardSession(world)
  const refused = async (response: Response, what: string): Promise<string> => {
    const { code, detail } = (await response.json()) as { code: string; detail: string }
    assert.deepEqual([response.status, code], [422, 'password_too_weak'], what)
    return detail
  }
  for (const password of WEAK)
    await refused(await stranger.ask('POST', '/v1/setup', { token, ...OWNER, password }), password)
  await setupOwner(world)
  const owner = await signIn(world)

  const invited = await owner.ask('POST', '/v1/invitations', { email: 'max@letters.example', role: 'member' })
  const { url } = (await invited.json()) as { url: string }
  const user = { name: 'Max Member', password: 'maxmembermaxmember' }
  const joining = { token: url.split('#')[1], user }
  await refused(await stranger.ask('POST', '/v1/invitations/accept', joining), 'an invitation')

  const change = { currentPassword: OWNER.password, newPassword: 'olga owner olga owner' }
  await refused(await owner.ask('POST', '/auth/change-password', change), 'a change')

  await stranger.ask('POST', '/auth/request-password-reset', { email: OWNER.email })
  const [, link = ''] = /reset-password#(\S+)/.exec(world.printed.join('')) ?? []
  const reset = (newPassword: string): Promise<Response> =>
    stranger.ask('POST', '/auth/reset-password', { token: link, newPassword })
  const why = await refused(await reset('aaaaaaaaaaaaaaaa'), 'a reset')
  assert.equal(why, 'This password is easy to guess: it repeats one character.')
  assert.equal((await reset(STRONG[0] ?? '')).status, 200, 'the link is still good')

  let current = STRONG[0] ?? ''
  const browser = await signIn(world, current)
  for (const newPassword of STRONG.slice(1)) {
    const changed = await browser.ask('POST', '/auth/change-password', {
      currentPassword: current,
      newPassword,
    })
    assert.equal(changed.status, 200, newPassword)
    current = newPassword
  }
})

test('A17: a password is stored as a hash that takes its time: scrypt with 16,384 rounds of 2 KB', async () => {
  await using world = await startWorld({}, { passwordHash: undefined })
  await setupOwner(world)
  using database = new DatabaseSync(world.config.databaseFile, { readOnly: true })
  const stored = database.prepare('SELECT password FROM user_credentials').get()
  const [salt = '', key = ''] = String(stored?.['password']).split(':')
  const options = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 ** 2 }
  assert.equal(key, scryptSync(OWNER.password, salt, 64, options).toString('hex'))
})
