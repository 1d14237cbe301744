import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect, startWorld, type TestWorld } from '../../hub/test/support/world.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')

async function openClient(world: TestWorld, mode: 'auto' | 'legacy', secretKey: string): Promise<Client> {
  const client = new Client({ name: 'a client', version: '1' }, { versionNegotiation: { mode } })
  const env = { ...(process.env as Record<string, string>), LETTERLOCK_SECRET_KEY: secretKey }
  const args = ['--disable-warning=ExperimentalWarning', MAIN, '--url', world.hub.url, 'mcp']
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }))
  return client
}

for (const era of ['auto', 'legacy'] as const)
  test(`letterlock mcp: an assistant on this machine, ${era}`, async () => {
    await using world = await startWorld()
    await connect(world)
    const client = await openClient(world, era, world.secretKey)
    try {
      assert.ok((await client.listTools()).tools.length >= 12)
      const answers = await Promise.all(
        ['list_audiences', 'list_campaigns', 'connections_status'].map((name) =>
          client.callTool({ name, arguments: {} }),
        ),
      )
      for (const { content, isError } of answers) {
        assert.notEqual(isError, true)
        assert.match(JSON.stringify(content), /Ada’s Bakery/)
      }
    } finally {
      await client.close()
    }
  })

test('letterlock mcp: a key that is refused is told in the hub’s own sentence', async () => {
  await using world = await startWorld()
  await assert.rejects(openClient(world, 'legacy', 'llk_wrong'), /secret key/i)
})
