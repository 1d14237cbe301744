import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { curlExample } from './curl-example.ts'
import type { DescribedOperation } from './description.ts'

const OPERATION: DescribedOperation = {
  operationId: 'createThing',
  summary: 'Create a thing',
  tags: [],
  security: [{ secretKey: ['things:write'] }, { session: [] }],
  responses: {},
}

test('a shell sends the example as it is in the description: parameters, key and body', () => {
  const body = { name: "Ada’s “it's” $HOME" }
  const command = curlExample('http://127.0.0.1:4400', 'post', '/v1/things/{thingId}', {
    ...OPERATION,
    parameters: [
      { name: 'thingId', in: 'path', required: true, schema: {}, example: 'a/b' },
      { name: 'kind', in: 'query', required: true, schema: { enum: ['small'] } },
      { name: 'limit', in: 'query', schema: { default: 50 } },
    ],
    requestBody: { content: { 'application/json': { example: body } } },
  })
  // Each argument on a line of its own instead of a request.
  const script = `curl() { for part in "$@"; do printf '%s\\0' "$part"; done; }\n${command}`
  const env = { LETTERLOCK_SECRET_KEY: 'llk_1' }
  const args = execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1)
  assert.deepEqual(args.slice(0, -1), [
    '-X',
    'POST',
    'http://127.0.0.1:4400/v1/things/a%2Fb?kind=small',
    '-H',
    'Authorization: Bearer llk_1',
    '-H',
    'content-type: application/json',
    '-d',
  ])
  assert.deepEqual(JSON.parse(args.at(-1) ?? ''), body)
})

test('HEAD is sent as curl sends it, which waits for no body', () => {
  assert.equal(
    curlExample('http://h', 'head', '/v1/x', { ...OPERATION, security: [] }),
    "curl -I 'http://h/v1/x'",
  )
})

test('an operation that is open needs no key, and one for a signed-in user is not sent from a terminal', () => {
  assert.equal(
    curlExample('http://h', 'get', '/v1/x', { ...OPERATION, security: [] }),
    "curl 'http://h/v1/x'",
  )
  assert.equal(curlExample('http://h', 'get', '/v1/x', { ...OPERATION, security: [{ session: [] }] }), null)
})
