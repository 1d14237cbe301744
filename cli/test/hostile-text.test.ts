import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { finish, run } from './run-command.ts'

/** ESC, a bell, C1, a line break that draws a result, and text that runs backwards. */
const HOSTILE = '\u001B[31m\u001B]0;title\u0007\u009B2J\n✓ Deleted\u202E\u2066'
const COMMANDS_OF_A_TERMINAL = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u

/** Texts that people and providers choose. */
const CHOSEN =
  /^(?:name|accountName|email|description|detail|subject|title|excerpt|endUserId|fromName|tags|value|note|host|requestedBy|outcome|id|contactId|clientId|role|type)$/

function madeHostile(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return CHOSEN.test(key) ? `${value}${HOSTILE}` : value
  if (Array.isArray(value)) return value.map((item) => madeHostile(item, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, madeHostile(member, name)]))
}

/** The real server, whose texts have become hostile. */
async function startHostile(world: TestWorld): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    void (async () => {
      const { authorization = '' } = request.headers
      const answer = await fetch(world.server.localUrl + (request.url ?? ''), {
        method: request.method ?? 'GET',
        headers: { authorization },
      })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      response.end(JSON.stringify(madeHostile(await answer.json())))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { url: `http://127.0.0.1:${address.port}`, server }
}

test('no text from elsewhere reaches the terminal as a command, in any result or error', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const audience = (await world.client.account(id).audiences.list()).items[0]?.id ?? assert.fail()
  const contacts = [{ email: 'rye@letters.example', fields: {} }]
  const job = await world.client
    .account(id)
    .contacts.createImport({ audienceId: audience, status: 'subscribed', contacts })
  const endpoint = await world.client.webhookEndpoints.create({
    url: 'https://hooks.example/in',
    description: 'in',
  })
  const { url, server } = await startHostile(world)
  let saidHostile = 0
  const commands = [
    ['connections', 'list'],
    ['connections', 'get', id],
    ['connections', 'get', 'nowhere'],
    ['audiences', 'list', '-c', id],
    ['campaigns', 'list', '-c', id],
    ['contacts', 'list', '-c', id, '--audience', audience],
    ['contacts', 'find', 'rye@letters.example'],
    ['account', '-c', id],
    ['jobs', 'list'],
    ['jobs', 'get', job.id],
    ['jobs', 'get', 'job_nowhere'],
    ['secret-keys', 'list'],
    ['oauth-apps', 'list'],
    ['members', 'list'],
    ['invitations', 'list'],
    ['events', 'list'],
    ['webhook-endpoints', 'list'],
    ['webhook-endpoints', 'get', endpoint.id],
    ['send-requests', 'list'],
    ['calls', 'list'],
  ]
  try {
    const cases = commands.flatMap((command) => [command, [...command, '--json']]).values()
    const work = async (): Promise<void> => {
      for (const command of cases) {
        const { code, out, err } = await finish(run(world, [...command, '--url', url]))
        const what = command.join(' ')
        const text = out + err
        // A command that fails for another reason would print nothing of the answer, and pass.
        assert.equal(code === 0, !/nowhere|contacts find/.test(what), `${what} ended with ${code}: ${err}`)
        assert.ok(text.length > 0, what)
        if (text.includes('Deleted')) saidHostile++
        assert.doesNotMatch(text.replaceAll('\n', ''), COMMANDS_OF_A_TERMINAL, what)
        assert.doesNotMatch(text, /^✓ Deleted/m, what)
        if (command.at(-1) !== '--json' || code !== 0) continue
        const answer = JSON.parse(out) as { items?: unknown[] }
        const isEmpty = answer.items?.length === 0
        assert.equal(out.includes('Deleted'), !isEmpty, `${what} has what the server said`)
      }
    }
    await Promise.all(Array.from({ length: 4 }, work))
    assert.ok(saidHostile > commands.length, `${saidHostile} outputs have texts of the server`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

/** Files that write bytes of another protocol, a file, or ask. */
const WRITERS = new Set([
  'output.ts',
  'prompt.ts',
  'commands/mcp.ts',
  'commands/connections/export.ts',
  'commands/events/export.ts',
  'main.ts',
])

test('one file writes to the terminal', () => {
  const folder = join(import.meta.dirname, '../src')
  const others = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !WRITERS.has(file))
    .filter((file) =>
      /\b(?:stdout|stderr)\.write|console\.|pipeline\(.*stdout/.test(
        readFileSync(join(folder, file), 'utf8'),
      ),
    )
  assert.deepEqual(others, [])
})
