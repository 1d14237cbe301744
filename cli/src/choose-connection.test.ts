import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { Letterlock } from '@letterlock/sdk'
import { connectionNames, firstNames } from './choose-connection.ts'

const COUNT = 1000
const idAt = (index: number): string => `conn_${index}`
const connectionAt = (index: number): object => ({
  id: idAt(index),
  // Two of each name, one after the other.
  account: { name: `Bakery ${Math.floor(index / 2)}` },
  provider: 'letters',
})

test('names are read no further than to the last connection that is shown', async (t) => {
  let requests = 0
  const api = createServer((request, response) => {
    requests += 1
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const [from, limit] = [Number(query.get('cursor')), Number(query.get('limit'))]
    const to = Math.min(from + limit, COUNT)
    const items = Array.from({ length: to - from }, (_, index) => connectionAt(from + index))
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ items, nextCursor: to === COUNT ? null : String(to) }))
  })
  api.listen(0, '127.0.0.1')
  await once(api, 'listening')
  t.after(() => api.close())
  const address = api.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const server = new Letterlock({ url: `http://127.0.0.1:${port}`, secretKey: `llk_${'x'.repeat(43)}` })

  const names = await connectionNames(server, [idAt(3), idAt(120)])
  assert.deepEqual(
    [...names],
    [
      [idAt(3), 'bakery-1-letters-2'],
      [idAt(120), 'bakery-60-letters'],
    ],
  )
  assert.equal(requests, 2)

  const { items } = await server.connections.list({ limit: 4 })
  assert.deepEqual(
    [...firstNames(items)],
    [
      ...(await connectionNames(
        server,
        items.map(({ id }) => id),
      )),
    ],
  )
})
