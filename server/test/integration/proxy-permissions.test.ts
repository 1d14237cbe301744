import type { ConnectionPermissions, Scope } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { Letterlock } from '@letterlock/sdk'
import { startSandbox } from '@letterlock/sandbox/sandbox.ts'
import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requiredPermission } from '../../src/providers/required-permission.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { readProxyPath } from '../../src/proxy/proxy-path.ts'
import { builtInProviders } from '../../src/providers/index.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { sendRaw } from '@letterlock/testing/raw-request.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** Where the sandbox has each provider's API. */
const API_AT: readonly (readonly [provider: string, prefix: string, route: RegExp])[] = [
  ['mailchimp', '/us21.api.mailchimp.com', /^\/:dc\([^/]*\)\.api\.mailchimp\.com/],
  ['mailup', '/services.mailup.com/API/v1.1/Rest', /^\/services\.mailup\.com\/API\/v1\.1\/Rest/],
  ['constant-contact', '/api.cc.email', /^\/api\.cc\.email/],
  ['constant-contact-v2', '/api.constantcontact.com', /^\/api\.constantcontact\.com/],
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

interface SendingCall {
  readonly provider: Provider
  readonly prefix: string
  readonly method: string
  readonly path: string
}

/** Every operation of the sandbox that sends email, with ids filled in. */
function sendingCalls(routes: readonly (readonly [string, string])[]): SendingCall[] {
  return routes.map(([method, url]) => {
    const [id, prefix, route] = API_AT.find(([, , pattern]) => pattern.test(url)) ?? assert.fail(url)
    const path = url.replace(route, '').replaceAll(/:\w+/g, 'a1')
    return { provider: builtInProviders().get(id) ?? assert.fail(id), prefix, method, path }
  })
}

/** What is allowed to need: undefined when the path is refused. */
function needOf({ provider, method, path }: SendingCall): string | undefined {
  try {
    return requiredPermission(provider, method, readProxyPath(path))
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'proxy_path_not_allowed')
    return undefined
  }
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`

/** Spellings that some server takes for the same path. Each changes the segment at `at`, or what stands before it. */
const SPELLINGS: readonly ((segment: string) => string)[] = [
  (segment) => segment.toUpperCase(),
  (segment) => segment.toLowerCase(),
  (segment) => segment.replace(/^./, (letter) => letter.toUpperCase()),
  (segment) => segment.replace(/^./, percent),
  (segment) => segment.replace(/.$/, (letter) => percent(letter).toUpperCase()),
  (segment) => segment.replace(/^./, (letter) => `%25${percent(letter).slice(1)}`),
  (segment) => segment.replace(/^s/i, '%C5%BF'),
  (segment) => segment.replace(/^s/i, '%EF%BD%93'),
  ...[
    ';x',
    ';x=1',
    ';',
    '%3B',
    '%3bx=1',
    '%20',
    '%09',
    '%00',
    '%0d%0a',
    '%C2%A0',
    '%E2%80%8B',
    '%C2%AD',
    '.',
    '%2e',
    '/',
  ].map((more) => (segment: string) => `${segment}${more}`),
  ...[
    '%20',
    '%E2%80%8B',
    '..',
    '%2e/',
    'x/../',
    'x/%2e%2e/',
    'x/..;/',
    'x/%252e%252e/',
    '/',
    '%2f',
    '%5c',
    '\\',
    '.\\',
  ].map((before) => (segment: string) => `${before}${segment}`),
]

/** What may stand behind a path. */
const TAILS = [
  '',
  '.json',
  '?',
  '?x=1',
  '?_method=GET',
  '?x=1&X-HTTP-Method-Override=GET',
  '?%5Fmethod=DELETE',
  '?a;_method=PUT',
  '#x',
  '%23',
  '%3F',
]

type Changes = readonly [spellings: readonly (readonly [at: number, how: number])[], tail: string]

const spelled = (path: string, [spellings, tail]: Changes): string => {
  const segments = path.slice(1).split('/')
  for (const [at, how] of spellings) {
    const index = at % segments.length
    segments[index] = SPELLINGS[how % SPELLINGS.length]?.(segments[index] ?? '') ?? ''
  }
  return `/${segments.join('/')}${tail}`
}

const changes: fc.Arbitrary<Changes> = fc.tuple(
  fc.array(fc.tuple(fc.nat(7), fc.nat(SPELLINGS.length - 1)), { minLength: 1, maxLength: 3 }),
  fc.constantFrom(...TAILS),
)

test('A3: a sending call needs send, or is refused, in every spelling', async () => {
  await using sandbox = await startSandbox()
  const all = sendingCalls(await sandbox.sendingRoutes())
  for (const id of builtInProviders().keys())
    assert.ok(
      all.some(({ provider }) => provider.id === id),
      `${id} has no sending call in the sandbox`,
    )
  for (const call of all) assert.equal(needOf(call), 'campaigns:send', `${call.method} ${call.path}`)
  fc.assert(
    fc.property(
      fc.nat(all.length - 1),
      changes,
      fc.constantFrom('POST', 'PUT', 'PATCH'),
      (at, how, method) => {
        const call = all[at] ?? assert.fail()
        const path = spelled(call.path, how)
        assert.ok(
          [undefined, 'campaigns:send'].includes(needOf({ ...call, method, path })),
          `${method} ${path}`,
        )
      },
    ),
    { numRuns: 20_000 },
  )
})

test('A3: whatever the sandbox routes to a sending operation needs send, however it is spelled', async () => {
  await using sandbox = await startSandbox()
  const all = sendingCalls(await sandbox.sendingRoutes())
  const words = [...new Set(all.flatMap(({ path }) => path.split('/').slice(1)))]
  const madeUp = fc
    .tuple(fc.constantFrom(...all), fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }))
    .map(([call, tail]) => ({ ...call, path: [...call.path.split('/').slice(0, 3), ...tail].join('/') }))
  const tried = fc
    .tuple(fc.oneof(fc.constantFrom(...all), madeUp), changes, fc.boolean(), fc.constantFrom(...METHODS))
    .map(([call, how, change, method]) => ({
      ...call,
      method,
      path: change ? spelled(call.path, how) : call.path,
    }))
  let sendRequest = 0
  for (const call of [...all, ...fc.sample(tried, { numRuns: 1500, seed: 3 })]) {
    sandbox.world.requests.clear()
    await sendRaw(sandbox.url, [`${call.method} ${call.prefix}${call.path} HTTP/1.1`, 'Content-Length: 0'])
    const [seen] = sandbox.world.requests.list()
    if (!seen?.sends) continue
    sendRequest++
    assert.ok(
      [undefined, 'campaigns:send'].includes(needOf(call)),
      `${call.method} ${call.path} sends, and needs ${needOf(call)}`,
    )
  }
  assert.ok(sendRequest > all.length, 'other spellings than the plain one were routed to a sending operation')
})

const NOTHING_GOES_OUT = { audiences: 'write', campaigns: 'write', reports: 'read', send: false } as const
const EVERYTHING = { ...NOTHING_GOES_OUT, send: true } as const

async function connectWith(world: TestWorld, permissions: ConnectionPermissions): Promise<string> {
  const { send, ...levels } = permissions
  return (await connect(world, { permissions, choices: { ...levels, ...(send && { send: 'yes' }) } })).id
}

test('A3: such a path is refused by the proxy, and the provider sees nothing of it', async () => {
  await using world = await startWorld()
  const id = await connectWith(world, NOTHING_GOES_OUT)
  world.sandbox.world.requests.clear()
  for (const [path, code] of [
    ['/3.0/campaigns/abc/actions/send;x', 'proxy_path_not_allowed'],
    ['/3.0/lists/..;/campaigns/abc/actions/send', 'proxy_path_not_allowed'],
    ['/3.0/lists/%2e%2e/campaigns/abc/actions/send', 'proxy_path_not_allowed'],
    ['/3.0/lists/%252e%252e/campaigns/abc/actions/send', 'proxy_path_not_allowed'],
    ['/3.0/campaigns/abc/actions/send%20', 'proxy_path_not_allowed'],
    ['/3.0/campaigns/abc/actions/send.', 'proxy_path_not_allowed'],
    ['/3.0//campaigns/abc/actions/send', 'proxy_path_not_allowed'],
    ['/3.0/campaigns/abc/actions\\send', 'proxy_path_not_allowed'],
    ['/3.0/campaigns/abc?_method=DELETE', 'proxy_path_not_allowed'],
    ['/3.0/campaigns/abc/Actions/send', 'permission_denied'],
    ['/3.0/CAMPAIGNS/abc/ACTIONS/SEND', 'permission_denied'],
    ['/3.0/campaigns/abc/actions/send.json', 'permission_denied'],
    ['/3.0/campaigns/abc/unheard-of', 'proxy_path_unknown'],
  ]) {
    const answer = await sendRaw(world.server.localUrl, [
      `POST /v1/proxy/${id}${path} HTTP/1.1`,
      `Authorization: Bearer ${world.secretKey}`,
      'Content-Length: 0',
    ])
    assert.match(answer, new RegExp(`"code":"${code}"`), `${path}: ${answer.slice(0, 600)}`)
  }
  assert.deepEqual(world.sandbox.world.requests.list(), [])
})

test('A3: of the client’s headers only known ones reach the provider', async () => {
  await using world = await startWorld()
  const id = await connectWith(world, NOTHING_GOES_OUT)
  world.sandbox.world.requests.clear()
  const refused = [
    'X-HTTP-Method-Override: DELETE',
    'X-HTTP-Method: DELETE',
    'X-Method-Override: DELETE',
    'X-Original-URL: /3.0/campaigns/abc/actions/send',
    'X-Rewrite-URL: /3.0/campaigns/abc/actions/send',
    'Forwarded: for=192.0.2.1',
    'X-Forwarded-Prefix: /x',
    'Cookie: a=b',
    'Proxy-Authorization: Basic eDp5',
    'TE: trailers',
    'Upgrade: websocket',
    'Client-IP: 192.0.2.1',
    'X-Anything: at all',
  ]
  const answer = await sendRaw(
    world.server.localUrl,
    [
      `POST /v1/proxy/${id}/3.0/lists HTTP/1.1`,
      `Authorization: Bearer ${world.secretKey}`,
      'Content-Type: application/json',
      'Content-Length: 2',
      'Accept: application/json',
      'If-Match: "1"',
      'Idempotency-Key: 7',
      ...refused,
    ],
    '{}',
  )
  assert.match(answer, /^HTTP\/1\.1 /)
  const names = world.sandbox.world.requests.list()[0]?.headers ?? assert.fail('the call did not arrive')
  for (const name of ['authorization', 'content-type', 'accept', 'if-match', 'idempotency-key'])
    assert.ok(names.includes(name), name)
  for (const line of refused) assert.ok(!names.includes(line.split(':')[0]?.toLowerCase() ?? ''), line)
})

async function codeAnswered(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code
}

test('C1: reading a known area needs reading, whether the area is covered here or not', async () => {
  await using world = await startWorld()
  const reading = { audiences: 'read', campaigns: 'read', reports: 'read', send: false } as const
  const id = await connectWith(world, reading)
  for (const path of [
    'automations',
    'file-manager/files',
    'ecommerce/stores',
    'batches',
    'landing-pages',
    'lists',
  ])
    for (const method of ['GET', 'HEAD'])
      assert.notEqual(
        (await callProxy(world.client, id, method, `/3.0/${path}`)).status,
        403,
        `${method} ${path}`,
      )
  assert.equal((await callProxy(world.client, id, 'HEAD', '/3.0/lists')).status, 200)
  assert.equal(
    await codeAnswered(await callProxy(world.client, id, 'POST', '/3.0/batches')),
    'permission_denied',
  )
})

test('C1: what is unknown says so, and no reconnect is asked for', async () => {
  await using world = await startWorld()
  const id = await connectWith(world, NOTHING_GOES_OUT)
  for (const [method, path] of [
    ['GET', '/3.0/campaings'],
    ['GET', '/2.0/lists'],
    ['POST', '/3.0/campaings'],
    ['PATCH', '/3.0/ping'],
  ] as const) {
    const answer = await callProxy(world.client, id, method, path)
    assert.equal(answer.status, 403)
    const { code, detail, nextStep, permission } = (await answer.json()) as Record<string, string>
    assert.deepEqual([code, permission], ['proxy_path_unknown', 'campaigns:send'])
    assert.match(detail ?? '', /Mailchimp/)
    assert.doesNotMatch(nextStep ?? '', /reconnect/i)
  }
  // Its response has no body that says why.
  await assert.rejects(
    world.client.proxy.head(id, '2.0/lists'),
    /^LetterlockError: .* status 403\. A response to HEAD/,
  )
  const sendRequest = await connectWith(world, EVERYTHING)
  assert.equal(
    (await callProxy(world.client, sendRequest, 'GET', '/3.0/campaings')).status,
    404,
    'the provider’s own answer',
  )
})

async function withScopes(world: TestWorld, scopes: Scope[]): Promise<Letterlock> {
  const { secret = '' } = await world.client.secretKeys.create({ name: scopes.join(' '), scopes })
  return new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
}

test('A11: a key without campaigns:send sends by no way, whatever the user allows', async () => {
  await using world = await startWorld()
  const id = await connectWith(world, EVERYTHING)
  const [campaign] = (await world.client.account(id).campaigns.list()).items
  const of = campaign?.id ?? assert.fail()
  const proxying = await withScopes(world, ['proxy:use'])
  const writing = await withScopes(world, [
    'campaigns:write',
    'audiences:write',
    'reports:read',
    'connections:write',
  ])
  world.sandbox.world.requests.clear()
  const forwarded = (action: string, body = '{}') =>
    callProxy(proxying, id, 'POST', `/3.0/campaigns/${of}/actions/${action}`, {
      body,
      headers: { 'content-type': 'application/json' },
    })
  for (const action of ['send', 'schedule', 'test', 'resume', 'SEND'])
    assert.equal(await codeAnswered(await forwarded(action)), 'insufficient_scope', action)
  assert.equal(
    await codeAnswered(await callProxy(proxying, id, 'POST', '/3.0/batches')),
    'insufficient_scope',
  )
  assert.equal(
    await codeAnswered(await callProxy(proxying, id, 'POST', '/3.0/unheard-of')),
    'proxy_path_unknown',
  )
  const account = writing.account(id)
  assert.equal(
    await errorCodeOf(account.campaigns.sendTestEmail(of, { to: ['stranger@example.org'] })),
    'insufficient_scope',
  )
  assert.equal(await errorCodeOf(account.campaigns.createSendRequest(of)), 'insufficient_scope')
  assert.equal(
    await errorCodeOf(writing.sendRequests.approve('sreq_x', { approvalText: 'x' })),
    'insufficient_scope',
  )
  assert.ok(!world.sandbox.world.requests.list().some(({ sends }) => sends), 'nothing went out')

  assert.equal((await callProxy(proxying, id, 'GET', '/3.0/lists')).status, 200, 'reading goes on')
  const both = await withScopes(world, ['proxy:use', 'campaigns:send'])
  const sent = await callProxy(both, id, 'POST', `/3.0/campaigns/${of}/actions/pause`)
  assert.notEqual(sent.status, 403)
  await callProxy(both, id, 'POST', `/3.0/campaigns/${of}/actions/send`)
  assert.ok(
    world.sandbox.world.requests.list().some(({ sends }) => sends),
    'with both it is forwarded',
  )
})
