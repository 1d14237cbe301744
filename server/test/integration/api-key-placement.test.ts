import { Letterlock } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { startRouter } from '@letterlock/testing/authorization-servers.ts'
import { startJsonServer } from '@letterlock/testing/json-server.ts'
import { errorCodeOf } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig } from '../../src/config/config.ts'
import { readProviderDefinition } from '../../src/providers/read-provider-definition.ts'
import { startServer } from '../../src/start-server.ts'

const EXAMPLE = join(import.meta.dirname, '../../../docs/examples/acme-letters.json')
const example = (): Record<string, unknown> =>
  JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Record<string, unknown>

const KEY = 'acme-key/+1'

const isBasic = (header: string | undefined, pair: string): boolean =>
  header === `Basic ${Buffer.from(pair).toString('base64')}`

const PLACEMENTS = [
  {
    name: 'a header of its own',
    placement: [{ in: 'header', name: 'x-api-key', value: '{key}' }],
    isKey: (headers: NodeJS.Dict<string | string[]>) => headers['x-api-key'] === KEY,
  },
  {
    name: 'the query',
    placement: [{ in: 'query', name: 'apikey', value: '{key}' }],
    isKey: (_headers: unknown, url: URL) => String(url.searchParams.getAll('apikey')) === KEY,
  },
  {
    name: 'the password of Basic',
    placement: [
      { in: 'basic_username', value: 'letterlock' },
      { in: 'basic_password', value: '{key}' },
    ],
    isKey: (headers: NodeJS.Dict<string | string[]>) =>
      isBasic(String(headers['authorization']), `letterlock:${KEY}`),
  },
]

for (const { name, placement, isKey } of PLACEMENTS)
  test(`a definition file says where calls carry the API key: ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-api-key-'))
    mkdirSync(join(folder, 'providers'))
    const definition = { ...example(), apiKey: { pattern: 'acme-.+', placement } }
    writeFileSync(join(folder, 'providers', 'acme.json'), JSON.stringify(definition))
    await using provider = await startJsonServer(({ headers, url = '' }) =>
      isKey(headers, new URL(url, 'http://acme.example'))
        ? {
            status: 200,
            body: { sub: 'account-7', company: { name: 'Ada’s Bakery' } },
            headers: {
              location: `https://api.acme.example${url}`,
              link: `<https://api.acme.example${url}&page=2>; rel="next", <https://x.example/?to=${encodeURIComponent(encodeURIComponent(url))}>`,
              'x-echo': `${JSON.stringify(headers)} ${KEY}`,
              'x-count': '2',
            },
          }
        : { status: 401, body: { error: 'unauthorized' } },
    )
    await using router = await startRouter({ 'api.acme.example': provider.url })
    const logged: string[] = []
    const config = readConfig({
      LETTERLOCK_PORT: '0',
      LETTERLOCK_DATA_DIR: join(folder, 'data'),
      LETTERLOCK_SANDBOX_URL: router.url,
      LETTERLOCK_PROVIDERS_DIR: join(folder, 'providers'),
    })
    await using letterlock = await startServer(config, {
      logTo: { write: (line: string) => void logged.push(line) },
    })
    const client = new Letterlock({
      url: letterlock.localUrl,
      secretKey: readFileSync(config.secretKeyFile, 'utf8').trim(),
      maxRetries: 0,
    })
    const create = (apiKey: string) =>
      client.connections.create({
        provider: 'acme-letters',
        endUserId: 'user-1',
        credentials: { type: 'api_key', apiKey },
      })
    assert.equal(await errorCodeOf(create('acme-other')), 'credentials_rejected')
    assert.equal(await errorCodeOf(create('other-key')), 'credentials_rejected', 'not in the format of a key')
    const connection = await create(KEY)
    assert.equal(connection.account.name, 'Ada’s Bakery')
    assert.equal((await client.connections.check(connection.id)).status, 'connected')
    const answer = await callProxy(client, connection.id, 'GET', '/userinfo?apikey=another')
    assert.equal(answer.status, 200)
    for (const header of ['location', 'link', 'x-echo']) {
      const value = answer.headers.get(header) ?? assert.fail(header)
      assert.doesNotMatch(decodeURIComponent(decodeURIComponent(value)), /acme-key/, header)
      assert.ok(!value.includes(Buffer.from(`letterlock:${KEY}`).toString('base64')), header)
    }
    assert.equal(answer.headers.get('x-count'), '2', 'other headers are as they were')
    assert.doesNotMatch(logged.join(''), /acme-key/)
    rmSync(folder, { recursive: true })
  })

test('a placement that could not work, or could change the call, is told with its field', () => {
  const wrong: [unknown, RegExp][] = [
    [[], /apiKey\.placement: /],
    [
      [{ in: 'header', name: 'x-key', value: 'constant' }],
      /apiKey\.placement: one value must contain \{key\}/,
    ],
    [[{ in: 'header', name: 'host', value: '{key}' }], /apiKey\.placement\.0\.name: host cannot carry a key/],
    [
      [{ in: 'header', name: 'X-Key', value: '{key}' }],
      /apiKey\.placement\.0\.name: X-Key cannot carry a key/,
    ],
    [[{ in: 'query', name: 'k', value: '{token}{key}' }], /apiKey\.placement\.0\.value: "\{" is neither/],
    [[{ in: 'cookie', name: 'k', value: '{key}' }], /apiKey\.placement\.0/],
  ]
  for (const [placement, message] of wrong)
    assert.throws(
      () => readProviderDefinition('acme.json', { ...example(), apiKey: { pattern: '.+', placement } }),
      { name: 'ProviderDefinitionError', message },
      String(message),
    )
  assert.throws(
    () =>
      readProviderDefinition('acme.json', {
        ...example(),
        api: { ...(example()['api'] as object), rateLimits: [{ calls: 0, seconds: 1 }] },
      }),
    /api\.rateLimits\.0\.calls/,
  )
})
