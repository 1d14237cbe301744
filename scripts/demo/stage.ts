import { createLetterlock, type Connection, type Letterlock } from '@letterlock/client'
import { hiddenField, type Person } from '@letterlock/sandbox/person.ts'
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../../cli/src/launch.ts'

/** Freshly started servers on free ports, and what a person and an application do with them. */
export interface Stage {
  readonly client: Letterlock
  readonly hubUrl: string
  readonly sandboxUrl: string
  readonly folder: string
  /** Whatever must not stand anywhere afterwards. */
  readonly secrets: Set<string>
  /** One verified step. */
  seen(text: string): void
  steps(): number
  /** The clock of the platforms. */
  advance(seconds: number): Promise<void>
  reachTicket(visit: Visit): Promise<{ session: string; ticket: string }>
  connect(visit: Visit): Promise<Connection>
  close(): Promise<void>
}

export interface Visit {
  readonly person: Person
  readonly owner: string
  readonly provider: string
}

const RETURN_URL = 'http://127.0.0.1:9/connected'

export async function startStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-demo-'))
  const sandbox = await launch('sandbox', { LETTERLOCK_SANDBOX_PORT: '0' })
  const { url: sandboxUrl } = sandbox
  const hub = await launch('hub', {
    LETTERLOCK_PORT: '0',
    LETTERLOCK_DATA: folder,
    LETTERLOCK_SANDBOX_URL: sandboxUrl,
    LETTERLOCK_LOG_LEVEL: 'silent',
  })
  const { url: hubUrl } = hub
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  const client = createLetterlock({ url: hubUrl, secretKey })
  let steps = 0

  const reachTicket: Stage['reachTicket'] = async ({ person, owner, provider }) => {
    const session = await client.createConnectSession({ owner, returnUrl: RETURN_URL, providers: [provider] })
    const opened = await person.open(session.url ?? '')
    const page = await (await person.open(new URL(opened.headers.get('location') ?? '', hubUrl).href)).text()
    const start = await person.post(`${hubUrl}/connect/${session.id}/start`, {
      csrf: hiddenField(page, 'csrf'),
      provider,
      audiences: 'write',
      campaigns: 'write',
      reports: 'read',
    })
    const callback = await person.authorize(start.headers.get('location') ?? '')
    const back = new URL((await person.open(callback.href)).headers.get('location') ?? '')
    return { session: session.id, ticket: back.searchParams.get('ticket') ?? '' }
  }

  return {
    client,
    hubUrl,
    sandboxUrl,
    folder,
    secrets: new Set([secretKey]),
    seen(text) {
      steps++
      process.stdout.write(`${String(steps).padStart(2)}. ${text}\n`)
    },
    steps: () => steps,
    async advance(seconds) {
      const answer = await fetch(`${sandboxUrl}/_sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceSeconds: seconds }),
      })
      assert.equal(answer.status, 200)
    },
    reachTicket,
    async connect(visit) {
      const { session, ticket } = await reachTicket(visit)
      return client.confirmConnection(session, { ticket, owner: visit.owner })
    },
    async close() {
      await hub.stop()
      await sandbox.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
