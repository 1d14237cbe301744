import {
  createLetterlock,
  type Connection,
  type ConnectSession,
  type Letterlock,
  type NewConnectSession,
} from '@letterlock/sdk'
import { ada, hiddenField, type SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import { startSandbox, type Sandbox } from '@letterlock/sandbox/sandbox.ts'
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type LetterlockServer, type ServerOptions } from '../../server/src/app.ts'
import { readConfig, type Config } from '../../server/src/config/config.ts'

/** A real hub beside a real sandbox, both fresh, on free ports; ends with the test. */
export interface TestWorld extends AsyncDisposable {
  readonly server: LetterlockServer
  readonly sandbox: Sandbox
  readonly client: Letterlock
  readonly config: Config
  readonly secretKey: string
  /** Every line that the hub logged. */
  readonly log: string[]
  /** What the hub shows where it runs. */
  readonly printed: string[]
  readonly app: { readonly id: string; readonly clientId: string; readonly clientSecret: string }
  /** Moves the time of the hub and of the sandbox together. */
  advance(seconds: number): void
  /** The hub's clock runs ahead of the platforms' by this, or behind. */
  setServerAhead(seconds: number): void
}

export const RETURN_URL = 'http://127.0.0.1:9/connected'

export async function startWorld(
  environment: Record<string, string> = {},
  more: Pick<ServerOptions, 'extendMcp'> = {},
): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-'))
  const sandbox = await startSandbox()
  const config = readConfig({
    LETTERLOCK_PORT: '0',
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_SANDBOX_URL: sandbox.url,
    LETTERLOCK_LOG_LEVEL: 'debug',
    ...environment,
  })
  const log: string[] = []
  let skewMs = 0
  const now = (): Date => new Date(sandbox.world.clock.now().getTime() + skewMs)
  const printed: string[] = []
  const server = await startServer(config, {
    now,
    logTo: { write: (line) => void log.push(line) },
    print: (text) => void printed.push(text),
    ...more,
  }).catch(async (error) => {
    await sandbox.close()
    throw error
  })
  const secretKey = readFileSync(config.secretKeyFile, 'utf8').trim()
  const client = createLetterlock({ url: server.localUrl, secretKey })
  const registered = await registerAtSandbox(sandbox, `${server.url}/oauth/mailchimp/callback`)
  const { id } = await client.createOAuthApp({ provider: 'mailchimp', name: 'Letters Inc', ...registered })
  const close = async (): Promise<void> => {
    await Promise.allSettled([server.close(), sandbox.close()])
    rmSync(folder, { recursive: true })
  }
  return {
    server,
    sandbox,
    client,
    config,
    secretKey,
    log,
    printed,
    app: { id, ...registered },
    advance: (seconds) => sandbox.world.clock.advance(seconds),
    setServerAhead: (seconds) => void (skewMs = seconds * 1000),
    [Symbol.asyncDispose]: close,
  }
}

export async function registerAtSandbox(
  sandbox: { readonly url: string },
  redirectUri: string,
  provider = 'mailchimp',
): Promise<{ clientId: string; clientSecret: string }> {
  const response = await fetch(`${sandbox.url}/_sandbox/${provider}/apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Letters Inc', redirectUri }),
  })
  const { clientId, clientSecret } = (await response.json()) as { clientId: string; clientSecret: string }
  return { clientId, clientSecret }
}

export interface Journey {
  readonly session: ConnectSession
  readonly user: SandboxUser
}

/** The application makes a link and the person opens it. */
export async function openSession(
  world: TestWorld,
  { user = ada(), ...more }: { user?: SandboxUser } & Partial<NewConnectSession> = {},
): Promise<Journey & { page: string }> {
  const session = await world.client.createConnectSession({ owner: 'user-1', returnUrl: RETURN_URL, ...more })
  const opened = await user.open(session.url ?? '')
  assert.equal(opened.status, 303)
  const page = await user.open(new URL(opened.headers.get('location') ?? '', world.server.url).href)
  assert.equal(page.status, 200)
  return { session, user, page: await page.text() }
}

/** The person presses the button on the hosted page; answers the platform's authorize address. */
export async function pressContinue(
  world: TestWorld,
  { session, user, page }: Journey & { page: string },
  choices: Record<string, string> = { audiences: 'write', campaigns: 'write', reports: 'read' },
): Promise<URL> {
  const start = await user.post(`${world.server.url}/connect/${session.id}/start`, {
    csrf: hiddenField(page, 'csrf'),
    provider: 'mailchimp',
    ...choices,
  })
  assert.equal(start.status, 303, await start.clone().text())
  return new URL(start.headers.get('location') ?? '')
}

/** Up to the platform's redirect: answers the callback address that the browser is about to open. */
export async function authorize(
  world: TestWorld,
  options: Parameters<typeof openSession>[1] & { choices?: Record<string, string> } = {},
): Promise<Journey & { callback: URL }> {
  const { choices, ...more } = options
  const opened = await openSession(world, more)
  const url = await pressContinue(world, opened, choices)
  return { ...opened, callback: await opened.user.authorize(url.href) }
}

/** The browser opens the callback; answers where the hub sends it: the application's return address. */
export async function openCallback({ user, callback }: { user: SandboxUser; callback: URL }): Promise<URL> {
  const response = await user.open(callback.href)
  assert.equal(response.status, 303, await response.clone().text())
  return new URL(response.headers.get('location') ?? '')
}

/** The whole way, to a connection. */
export async function connect(
  world: TestWorld,
  options: Parameters<typeof authorize>[1] = {},
): Promise<Connection> {
  const journey = await authorize(world, options)
  const back = await openCallback(journey)
  return world.client.confirmConnection(journey.session.id, {
    confirmationToken: back.searchParams.get('confirmationToken') ?? '',
    owner: options.owner ?? 'user-1',
  })
}

/** How often the sandbox saw a call to this path. */
export function requestsTo(world: TestWorld, path: string): number {
  return world.sandbox.world.requests.list({ path }).length
}

/** The stable code of a refusal. */
export async function errorCodeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
  return 'no error'
}
