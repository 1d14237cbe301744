import { connectControl } from '@letterlock/sandbox/control'
import { Letterlock, type Connection } from '@letterlock/sdk'
import { hiddenField, type SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../../cli/src/launch.ts'

/** New servers on free ports, and what a user and an application do with them. */
export interface Demo {
  readonly client: Letterlock
  readonly serverUrl: string
  readonly sandboxUrl: string
  readonly folder: string
  /** Values that must not be stored in clear text. */
  readonly secrets: Set<string>
  /** Prints a verified step. */
  seen(text: string): void
  steps(): number
  /** Advances the sandbox's clock. */
  advance(seconds: number): Promise<void>
  reachConfirmationToken(visit: Visit): Promise<{ session: string; confirmationToken: string }>
  connect(visit: Visit): Promise<Connection>
  close(): Promise<void>
}

export interface Visit {
  readonly user: SandboxUser
  readonly endUserId: string
  readonly provider: string
}

const RETURN_URL = 'http://127.0.0.1:9/connected'

export async function startDemo(): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-demo-'))
  const sandbox = await launch('sandbox', { LETTERLOCK_SANDBOX_PORT: '0' })
  const { url: sandboxUrl } = sandbox
  const server = await launch('server', {
    LETTERLOCK_PORT: '0',
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_SANDBOX_URL: sandboxUrl,
    LETTERLOCK_LOG_LEVEL: 'silent',
  })
  const { url: serverUrl } = server
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  const client = new Letterlock({ url: serverUrl, secretKey, maxRetries: 0 })
  let steps = 0

  const reachConfirmationToken = (visit: Visit) => visitConnectPage({ client, serverUrl }, visit)
  return {
    client,
    serverUrl,
    sandboxUrl,
    folder,
    secrets: new Set([secretKey]),
    seen(text) {
      steps++
      process.stdout.write(`${String(steps).padStart(2)}. ${text}\n`)
    },
    steps: () => steps,
    async advance(seconds) {
      await connectControl(sandboxUrl).clock.advance(seconds)
    },
    reachConfirmationToken,
    async connect(visit) {
      const { session, confirmationToken } = await reachConfirmationToken(visit)
      return client.connectSessions.confirm(session, { confirmationToken, endUserId: visit.endUserId })
    },
    async close() {
      await server.stop()
      await sandbox.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Creates a connect session and allows everything but sending, up to the return URL. */
async function visitConnectPage(
  { client, serverUrl }: Pick<Demo, 'client' | 'serverUrl'>,
  { user, endUserId, provider }: Visit,
): ReturnType<Demo['reachConfirmationToken']> {
  const session = await client.connectSessions.create({
    endUserId,
    returnUrl: RETURN_URL,
    providers: [provider],
  })
  const opened = await user.open(session.url ?? '')
  const page = await (await user.open(new URL(opened.headers.get('location') ?? '', serverUrl).href)).text()
  const start = await user.post(`${serverUrl}/connect/${session.id}/authorize`, {
    csrf: hiddenField(page, 'csrf'),
    provider,
    audiences: 'write',
    campaigns: 'write',
    reports: 'read',
  })
  const callback = await user.authorize(start.headers.get('location') ?? '')
  const back = new URL((await user.open(callback.href)).headers.get('location') ?? '')
  return { session: session.id, confirmationToken: back.searchParams.get('confirmationToken') ?? '' }
}
