import { Letterlock } from '@letterlock/sdk'
import { startSandbox } from '@letterlock/sandbox/sandbox.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import { removedLeaver } from '@letterlock/testing/removed-leaver.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { addOAuthApp } from '@letterlock/testing/world.ts'
import { launch, type Launched } from 'letterlock/launch.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

/** A contact is due 15 seconds after it was added, and the server looks every 5. */
const MAX_MS = 60_000

test(
  'mailup: kill -9 between adding a contact and looking at its past leaves none subscribed that had left',
  { timeout: 150_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-unchecked-'))
    await using sandbox = await startSandbox()
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const launched: Launched[] = []
    const start = async (): Promise<Launched> => {
      const server = await launch('server', {
        LETTERLOCK_PORT: String(port),
        LETTERLOCK_DATA_DIR: folder,
        LETTERLOCK_SANDBOX_URL: sandbox.url,
        LETTERLOCK_LOG_LEVEL: 'silent',
        LETTERLOCK_ENCRYPTION_KEYS: encryptionKey,
      })
      launched.push(server)
      return server
    }
    const encryptionKey = randomBytes(32).toString('base64')
    try {
      const running = await start()
      const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
      const client = new Letterlock({ url, secretKey, maxRetries: 0 })
      await addOAuthApp({ client, server: { url }, sandbox }, 'mailup')
      const { id } = await connect({ client, server: { url } }, { provider: 'mailup' })
      const account = client.account(id)
      const { email, audienceId } = await removedLeaver({ client }, account, id)
      const { faults, requests } = sandbox.world
      const path = '/API/v1.1/Rest/MailStatisticsService.svc/Recipient'
      faults.add({ kind: 'timeout', path })
      requests.clear()
      const saved = account.contacts
        .upsert({ email, audienceId, status: 'subscribed', fields: {} })
        .catch((error: unknown) => error)
      await waitFor(
        () => requests.list().filter((request) => request.path.startsWith(path)).length,
        (count) => count > 0,
      )
      const gone = new Promise((resolve) => running.process.once('exit', resolve))
      running.process.kill('SIGKILL')
      await gone
      assert.ok((await saved) instanceof Error)
      faults.clear()
      await start()
      const statusOf = async () => (await account.contacts.get(email, { audienceId })).status
      assert.equal(await statusOf(), 'subscribed', 'MailUp has added it')
      await waitFor(statusOf, (status) => status === 'unsubscribed', MAX_MS)
    } finally {
      for (const { process: child } of launched) child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    }
  },
)
