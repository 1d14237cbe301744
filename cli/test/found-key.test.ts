import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { startWorld } from '@letterlock/testing/world.ts'
import { MAIN } from './main.ts'
import { finish } from './run-command.ts'

test('a secret key that is found in the data directory is sent to the server of that directory alone', async (t) => {
  await using world = await startWorld()
  const authorizations: (string | undefined)[] = []
  const other = createServer((request, response) => {
    authorizations.push(request.headers.authorization)
    response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  const { port } = other.address() as AddressInfo
  const { config } = world
  const ask = (...args: string[]) =>
    finish(
      spawn(process.execPath, [MAIN, 'connections', 'list', ...args], {
        env: {
          PATH: process.env['PATH'],
          NODE_OPTIONS: process.env['NODE_OPTIONS'],
          LETTERLOCK_DATA_DIR: config.dataDirectory,
          NO_COLOR: '1',
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    )
  const refused = await ask('--url', `http://localhost:${port}/json`)
  assert.equal(refused.code, 4, refused.err)
  assert.match(refused.err, /is for the server of this directory, and is not sent to http:\/\/localhost/)
  assert.deepEqual(authorizations, [], 'nothing was sent')
  const named = new URL(world.server.localUrl)
  for (const host of ['127.0.0.1', 'localhost'])
    assert.equal((await ask('--url', `http://${host}:${named.port}`)).code, 0, host)
  assert.equal((await ask()).code, 0)
})
