import { Letterlock, type Job, type JobRow } from '@letterlock/sdk'
import { startSandbox } from '@letterlock/sandbox/sandbox.ts'
import { launch, type Launched } from 'letterlock/launch.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { pauseAtRandom, waitFor } from '@letterlock/testing/wait-for.ts'
import { seededRandom } from '@letterlock/testing/random.ts'
import { addOAuthApp } from '@letterlock/testing/world.ts'

const KILLS = 3
const ROWS = 600
/** A lease of a process that was killed ends after 15 seconds. */
const MAX_MS = 150_000

const isEnded = ({ status }: Job): boolean => status === 'completed' || status === 'failed'

test(
  'an import goes on after kill -9 where it was, and reports each row once',
  { timeout: 400_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-jobs-'))
    await using sandbox = await startSandbox()
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const settings = {
      LETTERLOCK_PORT: String(port),
      LETTERLOCK_DATA_DIR: folder,
      LETTERLOCK_SANDBOX_URL: sandbox.url,
      LETTERLOCK_LOG_LEVEL: 'silent',
      LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    }
    const launched: Launched[] = []
    const start = async (): Promise<Launched> => {
      const server = await launch('server', settings)
      launched.push(server)
      return server
    }
    try {
      let running = await start()
      const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
      const client = new Letterlock({ url, secretKey, maxRetries: 0 })
      await addOAuthApp({ client, server: { url }, sandbox }, 'mailchimp')
      const { id } = await connect({ client, server: { url } }, { provider: 'mailchimp' })
      const account = client.account(id)
      const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail('no audience')
      const contacts = Array.from({ length: ROWS }, (_, row) => ({
        email: `row${row}@letters.example`,
        fields: {},
      }))
      const { id: jobId } = await account.contacts.createImport({
        audienceId,
        status: 'subscribed',
        contacts,
      })
      const random = seededRandom()
      for (let kill = 0, done = 0; kill < KILLS; kill++) {
        const before = done
        const job = await waitFor(
          () => client.jobs.get(jobId),
          (read) => read.doneCount > before || isEnded(read),
          MAX_MS,
        )
        if (isEnded(job)) break
        done = job.doneCount
        await pauseAtRandom(random, 500)
        const gone = new Promise((resolve) => running.process.once('exit', resolve))
        running.process.kill('SIGKILL')
        await gone
        running = await start()
      }
      const job = await waitFor(() => client.jobs.get(jobId), isEnded, MAX_MS)
      assert.deepEqual([job.status, job.doneCount], ['completed', ROWS])
      const rows: JobRow[] = []
      for await (const row of client.jobs.listRows(jobId, { limit: 100 })) rows.push(row)
      assert.deepEqual(
        rows.map(({ subject }) => subject),
        contacts.map(({ email }) => email),
      )
      assert.ok(rows.every(({ outcome }) => outcome === 'created' || outcome === 'updated'))
      const found = await account.contacts.list({ audienceId, search: 'row', limit: 5 })
      assert.ok(found.items.length > 0)
    } finally {
      for (const { process: child } of launched) child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    }
  },
)
