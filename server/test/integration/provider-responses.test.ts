import { fc } from '@letterlock/testing/property.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderResponse } from '../../src/proxy/call-provider.ts'
import { ProblemError } from '../../src/kernel/errors.ts'
import type { MarketingAdapter } from '../../src/email-marketing/adapters/adapter.ts'
import type { ProviderApi } from '../../src/email-marketing/adapters/provider-api.ts'
import { ADAPTERS } from '../../src/email-marketing/adapters/index.ts'
import { builtInProviders } from '../../src/providers/index.ts'
import { createAccountMemories } from '../../src/email-marketing/adapters/account-memory.ts'
import { createProviderApi } from '../../src/email-marketing/adapters/provider-api.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/** Nothing is remembered from one answer to the next. */
const newMemory = () => createAccountMemories(() => new Date(0))({ connectionId: 'conn_x', accountId: '1' })

/* Providers that answer something else than their documents say. */

interface Things {
  readonly audience: string
  readonly email: string
  readonly sent: string
}

const page = { limit: 3, at: null }

const READS: Readonly<
  Record<string, (adapter: MarketingAdapter, api: ProviderApi, things: Things) => Promise<unknown>>
> = {
  account: (adapter, api) => adapter.account(api),
  audiences: (adapter, api) => adapter.audiences(api, page),
  audience: (adapter, api, { audience }) => adapter.audience(api, audience),
  contacts: (adapter, api, { audience }) =>
    adapter.contacts(api, { audience, status: 'subscribed', words: null }, page),
  search: (adapter, api, { audience, email }) =>
    adapter.contacts(api, { audience, status: null, words: email }, page),
  contact: (adapter, api, { audience, email }) => adapter.contact(api, { audience, contact: email }),
  segments: (adapter, api, { audience }) => adapter.segments(api, audience, page),
  campaigns: (adapter, api) => adapter.campaigns(api, page),
  campaign: (adapter, api, { sent }) => adapter.campaign(api, sent),
  content: (adapter, api, { sent }) => adapter.content(api, sent),
  report: (adapter, api, { sent }) => adapter.report(api, sent),
  templates: (adapter, api) => adapter.templates(api, page),
}

/** Where in a value something stands: the names on the way to it. */
type Way = readonly string[]

function* waysIn(value: unknown, way: Way = []): Generator<Way> {
  yield way
  // What people have named themselves may hold anything.
  if (way.at(-1) === 'merge_fields') return
  if (typeof value !== 'object' || value === null) return
  // Rows of a list are alike: the first two stand for all.
  const entries = Array.isArray(value) ? Object.entries(value).slice(0, 2) : Object.entries(value)
  for (const [name, inner] of entries) yield* waysIn(inner, [...way, name])
}

const MISSING = Symbol('missing')

function changed(value: unknown, [name, ...rest]: Way, to: (was: unknown) => unknown): unknown {
  if (name === undefined) return to(value)
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...(value as object) }
  const put = changed(copy[name], rest, to)
  if (put === MISSING) Reflect.deleteProperty(copy, name)
  else copy[name] = put
  return copy
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

/** Another value of the same kind is none that could be known to be wrong; where nothing stood, any text or number may stand. */
function mayBeRight(was: unknown, to: unknown): boolean {
  if (was === null) return typeof to === 'string' || typeof to === 'number'
  return kindOf(was) === kindOf(to) && to !== -1
}

/** Stands for something that is nested more deeply than any stack is. */
const DEEP = { deep: true }
const WRONG: Readonly<Record<string, unknown>> = {
  null: null,
  missing: MISSING,
  negative: -1,
  number: 7_777_777,
  text: 'mutated',
  yes: true,
  list: ['mutated'],
  map: { mutated: 1 },
  'half a character': '\uD83D',
  deep: DEEP,
}

/** Everything that is said in a value: numbers, texts, and yes and no. */
function* leavesOf(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) yield value
  else for (const inner of Object.values(value)) yield* leavesOf(inner)
}

/** JSON.stringify would run out of stack for what is nested deeply. */
function toText(value: unknown): string {
  const text = JSON.stringify(value, (_name, inner: unknown) => (inner === DEEP ? '\u0001deep' : inner))
  return text.replace('"\\u0001deep"', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)
}

test('C14: every provider with an adapter is in the tables', () => {
  assert.deepEqual(PROVIDERS.toSorted(), [...ADAPTERS.keys()].toSorted())
  assert.deepEqual(PROVIDERS.toSorted(), [...builtInProviders().keys()].toSorted())
})

for (const provider of PROVIDERS)
  test(`C14: ${provider} answers anything else to any read: an error with its name, never a fault of ours or a wrong fact`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const adapter = ADAPTERS.get(provider)
    assert.ok(adapter)
    let recorded = new Map<string, string>()
    const ask = async ({ method, path }: { method: string; path: string }): Promise<ProviderResponse> => {
      const response = await callProxy(world.client, id, method, path)
      const text = await response.text()
      if (response.ok) recorded.set(path, text)
      return { status: response.status, headers: Object.fromEntries(response.headers), text }
    }
    const live = createProviderApi({ id: 'provider', name: 'The provider' }, ask, newMemory())
    const [audience] = (await adapter.audiences(live, page)).items
    assert.ok(audience)
    const wanted = { audience: audience.id, status: 'subscribed', words: null } as const
    const [contact] = (await adapter.contacts(live, wanted, page)).items
    const campaigns = (await adapter.campaigns(live, { limit: 20, at: null })).items
    const sent = campaigns.find(({ status }) => status === 'sent')
    assert.ok(contact && sent)
    const things = { audience: audience.id, email: contact.email, sent: sent.id }

    for (const [name, read] of Object.entries(READS)) {
      recorded = new Map()
      const scope = await read(adapter, live, things)
      const answers = [...recorded].map(([path, text]): [string, unknown] => [path, JSON.parse(text)])
      if (answers.length === 0) continue
      const known = new Set<unknown>([
        null,
        // An email without content.
        '',
        ...leavesOf(scope),
        ...answers.flatMap(([, value]) => [...leavesOf(value)]),
      ])
      const places = answers.flatMap(([path, value]) =>
        [...waysIn(value)].map((way) => ({ path, value, way })),
      )
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...places),
          fc.constantFrom(...Object.keys(WRONG)),
          async ({ path, value, way }, wrongly) => {
            const to = WRONG[wrongly]
            const wrong = changed(value, way, (was) => (mayBeRight(was, to) ? MISSING : to))
            const text = wrong === MISSING ? '' : toText(wrong)
            const replayed = async (asked: { path: string }): Promise<ProviderResponse> => {
              const answer = asked.path === path ? text : recorded.get(asked.path)
              return { status: answer === undefined ? 404 : 200, headers: {}, text: answer ?? '' }
            }
            const replay = createProviderApi({ id: 'provider', name: 'The provider' }, replayed, newMemory())
            const outcome = await read(adapter, replay, things).catch((error: unknown) => error)
            const where = `${name} ${path} ${way.join('.')} ${wrongly}`
            if (outcome instanceof ProblemError) {
              assert.match(
                outcome.code,
                /^(provider_response_invalid|resource_not_found|invalid_request)$/,
                where,
              )
              if (outcome.code === 'provider_response_invalid')
                assert.equal(outcome.provider?.name, 'The provider')
              return
            }
            assert.ok(!(outcome instanceof Error), `${where}: ${String(outcome)}`)
            for (const leaf of leavesOf(outcome)) assert.ok(known.has(leaf), `${where} made ${String(leaf)}`)
          },
        ),
        { numRuns: 150 },
      )
    }
  })

test('C14: the answer names the provider, over the API and by the tools', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const account = world.client.account(id)
  await using client = await openMcpClient(world)
  const row = '{"id":"a","name":"N","date_created":"","stats":{"member_count":1}}'
  const bodies = [
    '',
    'null',
    '"text"',
    '{}',
    '<html></html>',
    '{"lists":{},"total_items":1}',
    '{"lists":[null],"total_items":1}',
    `{"lists":[${row.replace('"N"', '"\\ud83d"')}],"total_items":1}`,
    `{"lists":[${row.replace(':1}', ':"1"}')}],"total_items":1}`,
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    `{"lists":[],"total_items":0,"more":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
  ]
  for (const body of bodies) {
    world.sandbox.world.faults.add({
      kind: 'replaced_body',
      path: '/3.0/lists',
      body,
      contentType: 'application/json',
    })
    const named = {
      code: 'provider_response_invalid',
      status: 502,
      message: /^Mailchimp returned an unexpected response/,
    }
    await assert.rejects(account.audiences.list(), named, body.slice(0, 60))
    const { text, isError } = await callTool(client, 'list_audiences')
    assert.ok(isError)
    assert.match(
      text,
      /^Mailchimp returned an unexpected response\. .*\(provider_response_invalid\)$/,
      body.slice(0, 60),
    )
    world.sandbox.world.faults.clear()
  }
  assert.ok(
    world.log.some((line) => line.includes('provider_response_invalid') && line.includes('/3.0/lists')),
  )
  // A client's own text that is no Unicode is the client's.
  const odd = await callTool(client, 'get_audience', { audience: 'a\uD800' })
  assert.doesNotMatch(odd.text, /internal/)
})
