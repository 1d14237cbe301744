import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorize, connect, openCallback } from '@letterlock/testing/connect.ts'
import { INFO_PATH, TOKEN_PATH } from '@letterlock/testing/mailup.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { LOG_FIELDS } from '../../src/kernel/log.ts'

type Line = Readonly<Record<string, unknown>>

/** pino's own. */
const OF_EVERY_LINE = ['level', 'time', 'msg']

const linesOf = ({ log }: TestWorld): Line[] => log.map((line) => JSON.parse(line) as Line)

/** The fields of the first line with this message, beside pino's own. */
function fieldsOf(world: TestWorld, message: string): string[] {
  const line = linesOf(world).find(({ msg }) => msg === message) ?? assert.fail(`no line “${message}”`)
  return Object.keys(line).filter((field) => !OF_EVERY_LINE.includes(field))
}

test('log lines have the fields that are promised, and no others', async () => {
  await using world = await startWorld()
  const { client } = world
  const { faults } = world.sandbox.world
  const { id } = await connect(world, { provider: 'mailup' })
  assert.equal(await errorCodeOf(client.connections.get('conn_none')), 'connection_not_found')
  const unknown = await fetch(`${world.server.localUrl}/v1/proxy/conn_none/x`, {
    headers: { authorization: `Bearer ${world.secretKey}` },
  })
  assert.equal(unknown.status, 404)
  faults.add({ kind: 'status', path: TOKEN_PATH, status: 503, remaining: 1 })
  await client.connections.refresh(id).catch(() => undefined)
  faults.add({ kind: 'status', path: INFO_PATH, status: 503, remaining: 1 })
  await client.connections.check(id).catch(() => undefined)
  const authorized = await authorize(world)
  authorized.callback.searchParams.set('error', 'access_denied')
  authorized.callback.searchParams.delete('code')
  await openCallback(authorized)
  await using assistant = await openMcpClient(world)
  await callTool(assistant, 'list_audiences', { connectionId: 'conn_none' })

  assert.deepEqual(fieldsOf(world, 'database migrated'), ['schemaVersion'])
  assert.deepEqual(fieldsOf(world, 'server ready'), ['url', 'sandboxUrl'])
  assert.deepEqual(fieldsOf(world, 'request rejected'), ['errorCode', 'requestId', 'method', 'route'])
  assert.deepEqual(fieldsOf(world, 'token refresh failed'), [
    'connectionId',
    'errorCode',
    'errorDetail',
    'failureClass',
  ])
  assert.deepEqual(fieldsOf(world, 'authorization response with an error'), [
    'errorCode',
    'provider',
    'connectSessionId',
  ])
  const byTool = linesOf(world).find(({ toolName }) => toolName === 'list_audiences')
  assert.deepEqual([byTool?.['msg'], byTool?.['errorCode']], ['request rejected', 'connection_not_found'])

  const allowed = new Set<string>([...OF_EVERY_LINE, ...LOG_FIELDS])
  const others = linesOf(world).flatMap((line) => Object.keys(line).filter((field) => !allowed.has(field)))
  assert.deepEqual([...new Set(others)], [])
  for (const line of world.log)
    assert.ok((line.match(/"requestId":/g) ?? []).length <= 1, `a field stands twice: ${line}`)
})
