import { startServer } from '@letterlock/server/start-server.ts'
import { Letterlock } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

test('PostgreSQL knows which accounts are the sandbox’s, whichever data directory a server has', async () => {
  await using postgres = await startPostgres()
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await postgres.newDatabase() })
  const { id } = await connect(world)
  assert.equal(world.server.warning, undefined)
  const described = await world.client.workspace.getServer()
  assert.deepEqual([described.simulated, described.warnings], [true, []])

  const logTo = { write: () => undefined }
  await using real = await startServer({ ...world.config, sandboxUrl: null }, { logTo })
  assert.match(real.warning ?? '', new RegExp(`made with the sandbox \\(${id}, ${world.app.id}\\)`))
  const client = new Letterlock({ url: real.localUrl, secretKey: world.secretKey, maxRetries: 0 })
  const { simulated, warnings } = await client.workspace.getServer()
  assert.deepEqual([simulated, warnings.map(({ code }) => code)], [false, ['sandbox_data']])
  await client.oauthApps.create({ provider: 'mailchimp', clientId: '123456789012', clientSecret: 'secret' })
  await assert.rejects(startServer(world.config, { logTo }), {
    name: 'ConfigError',
    message: /^The database has OAuth apps or accounts of real providers, and the sandbox does not know them/,
  })
  const [warning] = (await world.client.workspace.getServer()).warnings
  assert.equal(warning?.code, 'real_data', 'a server that has started before says so')
})
