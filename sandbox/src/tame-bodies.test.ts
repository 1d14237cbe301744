import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { tameBodies } from './tame-bodies.ts'

test('an object where a number is expected is no crash, whatever its members are named', async () => {
  const server = Fastify()
  tameBodies(server)
  server.post<{ Body: { id: unknown } }>('/', ({ body }) => [String(body.id), Number(body.id), body])
  for (const id of [{ toString: 3 }, { valueOf: {}, toString: null }, { a: 1 }]) {
    const answer = await server.inject({ method: 'POST', url: '/', payload: { id } })
    assert.deepEqual([answer.statusCode, answer.json()], [200, ['[object Object]', null, { id }]])
  }
  const deep = { id: JSON.parse('['.repeat(600) + ']'.repeat(600)) as unknown }
  assert.equal((await server.inject({ method: 'POST', url: '/', payload: deep })).statusCode, 400)
})
