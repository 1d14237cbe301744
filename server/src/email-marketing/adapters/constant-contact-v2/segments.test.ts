import type { Contact } from '@letterlock/sdk/wire.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderApi } from '../provider-api.ts'
import { segmentWriting } from './segments.ts'

const MEMBERS = 20_000
const PAGE = 500

const contactOf = (email: string): Contact => ({
  id: email,
  email,
  status: 'subscribed',
  name: null,
  fields: {},
  tags: null,
  audienceIds: ['1'],
  updatedAt: null,
})

/** A list with these members; counts the addresses that are sent to each path. */
function listOf(addresses: readonly string[]) {
  const sent: Record<string, string[]> = {}
  const api = {
    get: (path: string, shape: { parse(value: unknown): unknown }, query?: { next?: string }) => {
      const at = Number(query?.next ?? 0)
      const results = addresses.slice(at, at + PAGE).map((email_address, index) => ({
        id: String(at + index),
        status: 'ACTIVE',
        email_addresses: [{ email_address }],
        lists: [{ id: '1' }],
      }))
      const next_link = at + PAGE < addresses.length ? `/v2/lists/1/contacts?next=${at + PAGE}` : null
      const list = { id: '1', name: 'Segment: Grain', contact_count: addresses.length }
      return Promise.resolve(
        shape.parse(path.endsWith('/contacts') ? { results, meta: { pagination: { next_link } } } : list),
      )
    },
    send: (_method: string, path: string, body: { import_data: { email_addresses: string[] }[] }) => {
      const all = (sent[path] ??= [])
      all.push(...body.import_data.flatMap(({ email_addresses }) => email_addresses))
      return Promise.resolve()
    },
  } as unknown as ProviderApi
  return { api, sent }
}

test('20,000 members are compared with 20,000 others at once, whatever their case', async () => {
  const before = Array.from({ length: MEMBERS }, (_, index) => `before-${index}@letters.example`)
  const { api, sent } = listOf([...before, 'Stays@letters.example'])
  const wanted = Array.from({ length: MEMBERS }, (_, index) => `after-${index}@letters.example`)
  const members = [...wanted, 'stays@letters.example'].map(contactOf)
  const began = performance.now()
  await segmentWriting.updateSegment(api, { audience: '1', id: '1' }, { members })
  assert.ok(performance.now() - began < 4000, `${performance.now() - began} ms`)
  assert.deepEqual(sent, { '/v2/activities/addcontacts': wanted, '/v2/activities/removefromlists': before })
})
