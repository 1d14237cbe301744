import type { Contact } from '@letterlock/sdk/wire.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderApi } from '../provider-api.ts'
import { segmentWriting } from './segments.ts'

test('a segment that would be too large is not renamed either', async () => {
  const asked: string[] = []
  const ask = (path: string): Promise<never> => {
    asked.push(path)
    return Promise.reject(new Error('nothing is asked'))
  }
  const api = { get: ask, send: (_method: string, path: string) => ask(path) } as unknown as ProviderApi
  const members = Array.from({ length: 1001 }, (_, index) => ({ id: String(index) }) as Contact)
  const change = { name: 'Grain', members }
  await assert.rejects(segmentWriting.updateSegment(api, { audience: '1', id: '1' }, change), {
    code: 'segment_too_large',
  })
  assert.deepEqual(asked, [])
})
