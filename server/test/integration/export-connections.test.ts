import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connection } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { membersOf } from '@letterlock/testing/members-of.ts'
import { seededId, seedRows } from '@letterlock/testing/seed-rows.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

const CONNECTIONS = 2500

test('connections leave as a file, all that match, and no cell of it is a formula', async () => {
  await using world = await startWorld()
  const { client, sandbox, config } = world
  const sql = openSqlite(config.databaseFile)
  const { id: workspaceId } = await client.workspace.get()
  await seedRows(sql, { workspaceId, provider: 'mailchimp', connections: CONNECTIONS, events: 0 })
  await sql.close()
  const [apiKey = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  const endUserId = '=HYPERLINK("https://evil.example"),1'
  const { id } = await client.connections.create({
    provider: 'mailchimp',
    endUserId,
    credentials: { type: 'api_key', apiKey },
  })
  await client.connections.update(id, { labels: { plan: 'pro, yearly' } })

  const all = await client.connections.export({ format: 'jsonl' })
  assert.match(all.headers.get('content-disposition') ?? '', /filename="letterlock-connections\.jsonl"/)
  const ids = (await all.text())
    .trim()
    .split('\n')
    .map((line) => String(membersOf(JSON.parse(line))['id']))
  assert.equal(ids.length, CONNECTIONS + 1)
  assert.deepEqual([ids[0], new Set(ids).size], [seededId('conn', 1), CONNECTIONS + 1])

  const csv = await (await client.connections.export({ format: 'csv', label: 'plan:pro, yearly' })).text()
  const { account, createdAt, connectedAt, detail, lastCheckedAt }: Connection =
    await client.connections.get(id)
  assert.equal(
    csv,
    `id,provider,endUserId,accountId,accountName,accountEmail,status,reason,detail,labels,activeCredential,accessTokenExpiresAt,lastCheckedAt,lastCallAt,connectedAt,createdAt\r\n${id},mailchimp,"'=HYPERLINK(""https://evil.example""),1",${account.id},${account.name},${account.email},connected,,${detail},"{""plan"":""pro, yearly""}",api_key,,${lastCheckedAt},,${connectedAt},${createdAt}\r\n`,
  )
})

test('an export has what the filters leave, and is of the own end user for a member', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id, endUserId } = await connect(world)
  const linesOf = async (filter: { endUserId?: string; status?: 'disconnected' }): Promise<number> =>
    (await (await client.connections.export({ ...filter, format: 'csv' })).text()).trim().split('\r\n').length
  assert.deepEqual(
    [
      await linesOf({ endUserId }),
      await linesOf({ endUserId: 'another' }),
      await linesOf({ status: 'disconnected' }),
    ],
    [2, 1, 1],
  )
  await client.connections.disconnect(id)
  assert.equal(await linesOf({ status: 'disconnected' }), 2)
})
