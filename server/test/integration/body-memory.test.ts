import { connect } from '@letterlock/testing/connect.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { test } from 'node:test'

/* Bodies that are not at their end share a bounded memory, whatever route they are for. */

const BYTES = 1_000_000
/** More than a principal may have in memory. */
const COUNT = 60

interface Problem {
  readonly status: number | undefined
  readonly code: string
}

async function problemOf(response: IncomingMessage): Promise<Problem> {
  const text = (await response.setEncoding('utf8').toArray()).join('')
  return { status: response.statusCode, code: (JSON.parse(text) as Problem).code }
}

/** Requests whose bodies stop before their end, each on its own connection. */
function stall({ server }: TestWorld, path: string, secretKey: string) {
  const answers: Problem[] = []
  const requests = Array.from({ length: COUNT }, (): ClientRequest => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'content-length': String(BYTES + 1),
      authorization: `Bearer ${secretKey}`,
    }
    const stalled = request(server.localUrl + path, { method: 'POST', agent: false, headers })
    stalled.on('response', (response) => void problemOf(response).then((problem) => answers.push(problem)))
    stalled.on('error', () => undefined)
    stalled.write(' '.repeat(BYTES))
    return stalled
  })
  return { answers, requests, [Symbol.dispose]: () => requests.forEach((one) => void one.destroy()) }
}

for (const path of ['/mcp', '/v1/connections/CONNECTION/contact-imports'])
  test(`${path}: bodies that stall end while others of their principal wait for room, and leave room to other principals`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world)
    const account = world.client.account(id)
    const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail('no audience')
    const { secret = '' } = await world.client.secretKeys.create({
      name: 'Stalls',
      scopes: ['connections:read', 'audiences:write'],
    })
    using stalled = stall(world, path.replace('CONNECTION', id), secret)
    await waitUntil(() => stalled.answers.length > 0, 'a body ends')
    assert.equal(
      await errorCodeOf(
        account.contacts.createImport({
          audienceId,
          status: 'subscribed',
          contacts: Array.from({ length: 10_000 }, (_, row) => ({
            email: `row${row}.${'x'.repeat(50)}@letters.example`,
            fields: { FNAME: 'x'.repeat(300) },
          })),
        }),
      ),
      'no error',
    )
    await waitUntil(() => stalled.answers.some(({ code }) => code === 'request_timeout'), 'one stalled')
    const codes = new Set(stalled.answers.map(({ status, code }) => `${status} ${code}`))
    codes.delete('429 rate_limited')
    assert.deepEqual([...codes], ['408 request_timeout'])
  })

test('a body that waited for room is read whole', async () => {
  await using world = await startWorld()
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Reads',
    scopes: ['connections:read'],
  })
  using stalled = stall(world, '/mcp', secret)
  const answered = new Promise<string>((resolve) => {
    const late = stalled.requests.at(-1)
    late?.once('response', (response: IncomingMessage) => resolve(String(response.statusCode)))
    for (const one of stalled.requests.slice(0, -1)) one.destroy()
    late?.end('x')
  })
  assert.equal(await answered, '400', 'it is no message')
})
