import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '@letterlock/testing/random.ts'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { registerControl } from '../src/control.ts'
import { PROVIDERS } from '../src/providers.ts'
import { startSandbox } from '../src/sandbox.ts'
import { ada } from '../src/sandbox-user.ts'
import { createWorld } from '../src/simulated-world.ts'
import { ODD_CONTENTS, ODD_IDS, ODD_JSON, ODD_QUERIES, pick } from './specification/odd-values.ts'

/* Pages, token endpoints and the control API: what no specification lists. */

const ROUNDS = 6
const MEMBERS = 8

const NAMES = `
  grant_type client_id client_secret code redirect_uri refresh_token username scope password
  transaction decision state response_type code_verifier code_challenge next action seconds kind
  status host path body id name company ownerUsername redirectUri redirectUris now advanceSeconds
  rate remaining user_code device_code clientId key accountName dataCenter generation disabled
  search tab deactivated refreshTokens count callsPerSecond simultaneousCalls
  edgeBlock refuse
`
  .trim()
  .split(/\s+/)
const TEXTS = [
  '',
  '__proto__',
  'constructor',
  '\0',
  '-1',
  'ada',
  'm1001',
  'ada@bakery.example',
  'bread-and-butter',
  '%',
  'authorization_code',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
  'token',
  'code',

  'allow',
  'deny',
  'http://[',
  'javascript:alert(1)',
  '//evil.example',
  '<b>"&\'',
  'S256',
  'status',
  'answer',
  'reset',
  'clock',
  'revoke',
  'fault',
  '{}',
  '0',
  'us1',
  'offline_access',
  'x'.repeat(5000),
]
const CREDENTIALS = [
  'Basic',
  'Basic ===',
  `Basic ${btoa('__proto__:constructor')}`,
  `Basic ${btoa('%:%')}`,
  'Bearer',
  'Bearer __proto__',
  'OAuth oauth_consumer_key="%"',
  'Digest x',
]
const PORTALS = [
  'admin.mailchimp.com',
  'developers.mailup.com',
  'console.mailup.com',
  'app.constantcontact.com',
]

type Route = readonly [method: string, url: string]

/** Every route that is none of a provider's API. */
async function routes(): Promise<Route[]> {
  const world = createWorld()
  const found: Route[] = []
  const collect = async (register: (server: FastifyInstance) => Promise<void>): Promise<void> => {
    const server = Fastify({ routerOptions: { maxParamLength: 400 } })
    await server.register(formbody)
    server.addHook('onRoute', ({ method, url }) => {
      const isApi = /^\/(:dc|api\.|services\.mailup\.com\/API)/.test(url)
      if (!isApi && !url.includes('*')) for (const name of [method].flat()) found.push([name, url])
    })
    await register(server)
    await server.ready()
  }
  for (const provider of PROVIDERS) await collect(async (server) => provider.register(server, world))
  await collect(async (server) => {
    await server.register(async (control) => registerControl(control, world), { prefix: '/_sandbox' })
  })
  return found
}

/** A form, JSON with texts or anything else in its members, or something that is neither. */
function oddContent(random: () => number): readonly [type: string, body: string] {
  const members = Array.from({ length: MEMBERS }, (): [string, string] => [
    pick(NAMES, random),
    pick(TEXTS, random),
  ])
  const kind = random()
  if (kind < 0.3) return ['application/x-www-form-urlencoded', new URLSearchParams(members).toString()]
  if (kind < 0.4) return pick(ODD_CONTENTS, random)
  if (kind < 0.6) return ['application/json', pick(ODD_JSON, random)]
  const json = members.map(([name, text]) => {
    const value = random() < 0.5 ? JSON.stringify(text) : pick(ODD_JSON, random)
    return `${JSON.stringify(name)}:${value}`
  })
  return ['application/json', `{${json.join(',')}}`]
}

function oddRequest([method, url]: Route, random: () => number): readonly [path: string, init: RequestInit] {
  const query = new URLSearchParams([[pick(NAMES, random), pick(TEXTS, random)]]).toString()
  const path = url.replaceAll(/:\w+(\([^)]*\))?/g, () => pick(ODD_IDS, random))
  const headers = new Headers()
  if (random() < 0.3) headers.set('authorization', pick(CREDENTIALS, random))
  const hasBody = method !== 'GET' && method !== 'HEAD' && random() < 0.9
  const [type, body] = oddContent(random)
  if (hasBody) headers.set('content-type', type)
  return [
    `${path}?${random() < 0.5 ? query : pick(ODD_QUERIES, random)}`,
    { method, headers, ...(hasBody && { body }) },
  ]
}

test('no request of any shape to a page, a token endpoint or the control API gives a 500, or breaks the control page', async () => {
  await using sandbox = await startSandbox({ noLimits: true })
  const random = seededRandom()
  const user = ada()
  for (const host of PORTALS) await user.signInToPortal(sandbox, host)
  const all = await routes()
  assert.ok(all.length > 100, `${all.length} routes`)
  const failed: string[] = []
  const send = async (path: string, init: RequestInit): Promise<void> => {
    const response = await user.open(`${sandbox.url}${path}`, init).catch(() => undefined)
    await response?.body?.cancel().catch(() => undefined)
    if (response?.status === 500)
      failed.push(`${init.method} ${path} ${JSON.stringify(init.body)?.slice(0, 500)}`)
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const route of all) await send(...oddRequest(route, random))
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' })
    for (const tab of ['requests', 'users', 'apps']) await send(`/_sandbox/?tab=${tab}`, { method: 'GET' })
  }
  assert.deepEqual(failed, [])
})
