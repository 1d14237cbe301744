/** Runs the sandbox and the server in one process, as an application's tests do. */
import { startSandbox } from '@letterlock/sandbox'
import { ConfigError, startServer } from '@letterlock/server'
import assert from 'node:assert/strict'

await assert.rejects(startServer({ LETTERLOCK_PORT: 'many' }), ConfigError)
const sandbox = await startSandbox()
const server = await startServer({
  LETTERLOCK_PORT: '0',
  LETTERLOCK_DATA_DIR: './data',
  LETTERLOCK_SANDBOX_URL: sandbox.url,
  LETTERLOCK_LOG_LEVEL: 'error',
})
assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
assert.match(await (await fetch(`${server.url}/setup`)).text(), /<script type="module"/)
await server.close()
await sandbox.close()
console.log('embedded')
