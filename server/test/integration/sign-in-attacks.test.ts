import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { startServer } from '../../src/start-server.ts'
import { createAuth } from '../../src/identity/auth.ts'
import { createConsoleMailer } from '../../src/outbound/mailer.ts'
import { createLog } from '../../src/kernel/log.ts'
import { openSql } from '../../src/store/open-sql.ts'
import { DashboardSession, OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { totp } from '@letterlock/testing/totp.ts'
import { QUICK_PASSWORD_HASH } from '@letterlock/testing/quick-password-hash.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const codeIn = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code

/** What the library could serve, if we let it: method, path and the members of each body that it knows. */
async function routesOfLibrary(): Promise<{ method: string; path: string; members: string[] }[]> {
  await using world = await startWorld()
  const sql = await openSql(world.config)
  try {
    const { api } = createAuth({
      sql,
      secrets: [{ version: 1, value: randomBytes(32).toString('base64') }],
      log: createLog('silent'),
      mailer: createConsoleMailer(() => undefined),
      now: () => new Date(),
      baseURL: 'http://127.0.0.1:4400',
    })
    return Object.values(api as unknown as Record<string, Endpoint>).flatMap(({ path, options }) => {
      if (!path) return []
      const members = Object.keys(options.body?.shape ?? options.body?.def?.innerType?.shape ?? {})
      return [options.method].flat().map((method) => ({ method, path, members }))
    })
  } finally {
    await sql.close()
  }
}

interface Endpoint {
  readonly path?: string
  readonly options: {
    readonly method: string | string[]
    readonly body?: { shape?: object; def?: { innerType?: { shape?: object } } }
  }
}

/** Each with the members that its body must have; the rest of what the library serves is not there. */
const OFFERED: Record<string, Record<string, unknown>> = {
  'POST /sign-in/email': { email: OWNER.email, password: OWNER.password },
  'POST /sign-out': {},
  'GET /list-sessions': {},
  'POST /revoke-session': { token: 'abc' },
  'POST /revoke-other-sessions': {},
  'POST /change-password': { currentPassword: OWNER.password, newPassword: 'violet umbrellas on tuesdays' },
  'POST /request-password-reset': { email: OWNER.email },
  'POST /reset-password': { token: 'abc', newPassword: 'violet umbrellas on tuesdays' },
  'POST /two-factor/enable': { password: OWNER.password },
  'POST /two-factor/disable': { password: OWNER.password },
  'POST /two-factor/verify-totp': { code: '123456' },
  'POST /two-factor/verify-backup-code': { code: 'abcde-abcde' },
  'POST /two-factor/generate-backup-codes': { password: OWNER.password },
  'GET /passkey/generate-register-options': {},
  'POST /passkey/verify-registration': { name: 'A key', response: {} },
  'GET /passkey/generate-authenticate-options': {},
  'POST /passkey/verify-authentication': { response: {} },
  'GET /passkey/list-user-passkeys': {},
  'POST /passkey/delete-passkey': { id: 'abc' },
}
/** Of what is sent always, one member has only one value. */
const FIXED = new Set(['revokeOtherSessions'])

test('A2: of the library’s routes only those that we offer are there, and they take only what we offer', async () => {
  const routes = await routesOfLibrary()
  assert.ok(routes.length > 35, `${routes.length} routes`)
  for (const offered of Object.keys(OFFERED))
    assert.ok(
      routes.some(({ method, path }) => `${method} ${path}` === offered),
      offered,
    )
  await using world = await startWorld()
  await setupOwner(world)
  const browser = await signIn(world)
  for (const { method, path, members } of routes) {
    const offered = OFFERED[`${method} ${path}`]
    const url = `/auth${path.replaceAll(/:\w+/g, 'x')}`
    if (!offered) {
      const answer = await browser.ask(method, url, method === 'GET' ? undefined : {})
      assert.ok([404, 405].includes(answer.status), `${method} ${url} answers ${answer.status}`)
      continue
    }
    const queried = await browser.ask(
      method,
      `${url}?token=x&disableCookieCache=true`,
      bodyFor(method, offered),
    )
    assert.equal(queried.status, 400, `${method} ${url} with a query`)
    if (method === 'GET') continue
    const more = [...members, 'trustDevice', 'rememberMe', 'callbackURL', 'redirectTo', 'image', 'issuer']
    for (const member of new Set(more)) {
      if (member in offered) continue
      for (const value of FIXED.has(member) ? [false, 'true'] : [true, '/', {}, null]) {
        const answer = await browser.ask(method, url, { ...offered, [member]: value })
        assert.equal(answer.status, 400, `${method} ${url} takes ${member}: ${JSON.stringify(value)}`)
        assert.equal(await codeIn(answer), 'invalid_request')
      }
    }
  }
  assert.equal((await browser.ask('GET', '/v1/me')).status, 200, 'nothing of all that was done')
})

const bodyFor = (method: string, body: object): object | undefined => (method === 'GET' ? undefined : body)

test('A2: other spellings of a route lead nowhere else', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const browser = await signIn(world)
  for (const path of [
    '/auth/sign-in/../update-user',
    '/auth/sign-out/../update-user',
    '/auth//update-user',
    '/auth/update%2duser',
    '/auth/sign-in%2femail',
    '/auth/list-sessions/..%2fupdate-user',
    '/auth/UPDATE-USER',
    '/AUTH/update-user',
  ]) {
    const answer = await browser.ask('POST', path, { name: 'Mallory', image: 'x' })
    assert.equal(answer.status, 404, path)
  }
  assert.equal((await browser.json<{ name: string }>('/v1/me')).name, OWNER.name)
})

/** @returns also the code that switched it on: half a minute later, another one is shown */
async function withTwoFactor(
  world: TestWorld,
): Promise<{ browser: DashboardSession; totpURI: string; code: string }> {
  const browser = await signIn(world)
  const enabled = await browser.ask('POST', '/auth/two-factor/enable', { password: OWNER.password })
  const { totpURI } = (await enabled.json()) as { totpURI: string }
  const code = totp(totpURI)
  assert.equal((await browser.ask('POST', '/auth/two-factor/verify-totp', { code })).status, 200)
  return { browser, totpURI, code }
}

test('A2: what was proved before ends with a reset, disabled two-factor authentication, and a revoked session', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const linkNow = async (): Promise<string> => {
    await new DashboardSession(world).ask('POST', '/auth/request-password-reset', { email: OWNER.email })
    return [...world.printed.join('').matchAll(/reset-password#(\S+)/g)].at(-1)?.[1] ?? assert.fail('no link')
  }
  const reset = (token: string, newPassword: string): Promise<Response> =>
    new DashboardSession(world).ask('POST', '/auth/reset-password', { token, newPassword })

  const [first, second] = [await linkNow(), await linkNow()]
  const password = 'violet umbrellas on tuesdays'
  assert.equal((await reset(first, password)).status, 200)
  assert.equal(
    await codeIn(await reset(second, 'another long passphrase here')),
    'password_reset_link_expired',
  )

  const browser = await signIn(world, password)
  const third = await linkNow()
  assert.equal((await browser.ask('POST', '/auth/revoke-other-sessions', {})).status, 200)
  assert.equal(
    await codeIn(await reset(third, 'another long passphrase here')),
    'password_reset_link_expired',
  )
})

/** A body as bytes, with whatever it says of itself. */
async function send(
  world: TestWorld,
  body: Uint8Array | string,
  type = 'application/json',
  /** As the proxy reports it. */
  client = '198.51.100.1',
): Promise<Response> {
  return fetch(`${world.server.url}/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      'content-type': type,
      origin: world.server.url,
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': client,
    },
    body: typeof body === 'string' ? body : Buffer.from(body),
  })
}

test('A5: a body that could be read in two ways is refused', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const plain = JSON.stringify({ email: OWNER.email, password: OWNER.password })
  const refused: [string, Uint8Array | string, string?][] = [
    ['a byte order mark', `\uFEFF${plain}`],
    ['a byte order mark of UTF-16', Buffer.from(`\uFEFF${plain}`, 'utf16le')],
    ['UTF-16 that is named', Buffer.from(plain, 'utf16le'), 'application/json; charset=utf-16le'],
    ['Latin-1 that is named', Buffer.from(plain, 'latin1'), 'application/json; charset="iso-8859-1"'],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(plain.slice(0, -1)), Buffer.from([0xff, 0x7d])])],
    ['a member twice', `{"email":"other@letters.example",${plain.slice(1)}`],
    ['a member twice, the same', `{"email":"${OWNER.email}",${plain.slice(1)}`],
    ['a member twice, once escaped', `{"\\u0065mail":"other@letters.example",${plain.slice(1)}`],
    ['a comment', `/* */${plain}`],
    ['a trailing comma', `${plain.slice(0, -1)},}`],
    ['a list', `[${plain}]`],
    ['something after it', `${plain}{}`],
    ['nothing', ''],
    ['a prototype', `{"__proto__":${plain}}`],
    ['an object for an address', plain.replace(`"${OWNER.email}"`, `{"toLowerCase":"${OWNER.email}"}`)],
    ['a list for an address', plain.replace(`"${OWNER.email}"`, `["${OWNER.email}"]`)],
  ]
  for (const [what, body, type] of refused) {
    const answer = await send(world, body, type)
    assert.ok([400, 415].includes(answer.status), `${what}: ${answer.status} ${await answer.clone().text()}`)
    assert.ok(['invalid_request', 'unsupported_media_type'].includes(await codeIn(answer)), what)
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    assert.equal((await send(world, plain, type)).status, 415, type)
  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])
    assert.equal((await send(world, plain, type)).status, 200, type)
})

test('A5: guesses at one user are counted however the address is written, and wherever they come from', async () => {
  await using world = await startWorld({ LETTERLOCK_TRUSTED_PROXIES: '127.0.0.1' })
  await setupOwner(world)
  const [name = '', domain = ''] = OWNER.email.split('@')
  const spellings = [
    OWNER.email,
    OWNER.email.toUpperCase(),
    ` ${OWNER.email}`,
    `${OWNER.email}\\n`,
    `\\u00a0${OWNER.email}`,
    `\\uff4f${name.slice(1)}@${domain}`,
    `${name}\\uff20${domain}`,
    `\\u006flga@${domain}`,
  ]
  const statuses: number[] = []
  for (let guess = 0; guess < 16; guess++) {
    const email = spellings[guess % spellings.length] ?? ''
    const body = `{"email":"${email}","password":"guess number ${guess}"}`
    statuses.push((await send(world, body, 'application/json', `198.51.100.${guess}`)).status)
  }
  assert.deepEqual(statuses, [...Array<number>(10).fill(401), ...Array<number>(6).fill(429)])
})

for (const database of ['SQLite', 'PostgreSQL'])
  test(`A12: a code of two-factor authentication is good once, over processes too, on ${database}`, async () => {
    await using server = database === 'PostgreSQL' ? await startPostgres() : undefined
    await using world = await startWorld(server && { LETTERLOCK_DATABASE_URL: await server.newDatabase() })
    await setupOwner(world)
    const silent = { logTo: { write: () => undefined }, passwordHash: QUICK_PASSWORD_HASH }
    await using second = server && (await startServer(world.config, silent))
    const { totpURI, code: spent } = await withTwoFactor(world)
    const give = (browser: DashboardSession, code: string): Promise<Response> =>
      browser.ask('POST', '/auth/two-factor/verify-totp', { code })
    const first = await give(await signIn(world), spent)
    assert.equal(await codeIn(first), 'invalid_verification_code', 'it was spent by switching the factor on')

    const there = second ? { ...world, server: second } : world
    const browsers = [await signIn(world), await signIn(there)] as const
    // The next one is accepted half a minute early; blanks make no other code of it.
    const code = totp(totpURI, Date.now() + 30_000)
    const answers = await Promise.all([
      give(browsers[0], code),
      give(browsers[1], `${code.slice(0, 3)} ${code.slice(3)}`),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 401],
    )
    const late = await signIn(world)
    assert.equal(await codeIn(await give(late, code)), 'invalid_verification_code')
    assert.equal((await late.ask('GET', '/v1/me')).status, 401)
  })
