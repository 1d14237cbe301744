import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classifyResponse } from './classify-response.ts'
import { builtInProviders } from './index.ts'
import type { Provider } from './provider.ts'

const [some] = builtInProviders().values()
const { classifyError: _classify, errorsInOkResponse: _errors, ...api } = (some ?? assert.fail()).api
const plain: Pick<Provider, 'api'> = { api: { ...api, unauthorizedStatuses: [401] } }
const classOf = (status: number, text = '{}', provider = plain): string =>
  classifyResponse(provider, { status, text })

test('a status tells what it says about the credential', () => {
  assert.deepEqual(
    [200, 204, 302, 400, 401, 403, 404, 429, 500, 503].map((status) => classOf(status)),
    [
      'ok',
      'ok',
      'rejected',
      'rejected',
      'unauthorized',
      'forbidden',
      'rejected',
      'unavailable',
      'unavailable',
      'unavailable',
    ],
  )
})

test('a 403 that is not JSON comes from a gateway, and says nothing of the user', () => {
  assert.equal(classOf(403, '<h1>Denied</h1>'), 'rejected')
})

test('where errors come with status 200, the member tells, and only values that are listed mean the credential', () => {
  const provider = {
    api: { ...plain.api, errorsInOkResponse: { member: 'error.code', unauthorizedValues: ['dead'] } },
  }
  for (const value of [undefined, null, false, '', {}, []])
    assert.equal(
      classOf(200, JSON.stringify({ error: { code: value } }), provider),
      'ok',
      JSON.stringify(value),
    )
  assert.equal(classOf(200, '{"error":{"code":"dead"}}', provider), 'unauthorized')
  assert.equal(classOf(200, '{"error":{"code":"busy"}}', provider), 'unavailable')
  const any = {
    api: { ...plain.api, errorsInOkResponse: { member: 'error' } },
  }
  assert.equal(classOf(200, '{"error":"x"}', any), 'unauthorized')
})
