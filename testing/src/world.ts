import { connectControl } from '@letterlock/sandbox/control'
import { startSandbox, type Sandbox } from '@letterlock/sandbox/sandbox.ts'
import { Letterlock } from '@letterlock/sdk'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type LetterlockServer, type ServerOptions } from '../../server/src/start-server.ts'
import { readConfig, type Config } from '../../server/src/config/config.ts'
import type { ConnectTarget } from './connect.ts'
import { QUICK_PASSWORD_HASH } from './quick-password-hash.ts'
import { skippingCallBudgets } from './skipping-call-budgets.ts'
import { undescribedProblems } from './described-problems.ts'

/** An app that is registered at a provider of the sandbox and at the server. */
export interface TestOAuthApp {
  readonly id: string
  readonly clientId: string
  readonly clientSecret: string
}

/** A server beside a sandbox, both new and on free ports. Disposing of it stops both and deletes their files. */
export interface TestWorld extends AsyncDisposable {
  readonly server: LetterlockServer
  readonly sandbox: Sandbox
  readonly client: Letterlock
  readonly config: Config
  /** The secret key of the first start, with all scopes. */
  readonly secretKey: string
  /** Every log line of the server, as JSON. */
  readonly log: string[]
  /** The output of the server for its operator. */
  readonly printed: string[]
  /** The OAuth app of Mailchimp. */
  readonly app: TestOAuthApp
  /** Registers an OAuth app of this provider, unless there is one. */
  addOAuthApp(provider: string): Promise<TestOAuthApp>
  /** Moves the clocks of the server and the sandbox forward together. */
  advance(seconds: number): void
  /** Sets how many seconds the server's clock is ahead of the sandbox's; negative: behind. */
  setServerAhead(seconds: number): void
}

/**
 * Starts a server and a sandbox, with an OAuth app of Mailchimp.
 *
 * @param environment settings of the server, over those that a test needs
 */
export async function startWorld(
  environment: Record<string, string> = {},
  more: Pick<ServerOptions, 'extendMcp' | 'passwordHash'> = {},
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
    createCallBudget: skippingCallBudgets(sandbox.world.clock),
    passwordHash: QUICK_PASSWORD_HASH,
    ...more,
  }).catch(async (error) => {
    await sandbox.close()
    throw error
  })
  const secretKey = readFileSync(config.secretKeyFile, 'utf8').trim()
  const client = new Letterlock({ url: server.localUrl, secretKey, maxRetries: 0 })
  const apps = new Map<string, Promise<TestOAuthApp>>()
  const addOnce = (provider: string): Promise<TestOAuthApp> => {
    const app = apps.get(provider) ?? addOAuthApp({ client, server, sandbox }, provider)
    apps.set(provider, app)
    return app
  }
  const close = async (): Promise<void> => {
    // A server that the test has closed no longer serves its description.
    const undescribed = await undescribedProblems(log, server.localUrl).catch(() => [])
    await Promise.allSettled([server.close(), sandbox.close()])
    rmSync(folder, { recursive: true })
    if (undescribed.length > 0)
      throw new Error(`Problems that the API’s description does not list: ${undescribed.join(', ')}`)
  }
  return {
    server,
    sandbox,
    client,
    config,
    secretKey,
    log,
    printed,
    app: await addOnce('mailchimp'),
    addOAuthApp: addOnce,
    advance: (seconds) => sandbox.world.clock.advance(seconds),
    setServerAhead: (seconds) => void (skewMs = seconds * 1000),
    [Symbol.asyncDispose]: close,
  }
}

/** Registers an app at the sandbox, as a developer does in the provider's portal. */
export async function registerAtSandbox(
  sandbox: { readonly url: string },
  redirectUri: string,
  provider = 'mailchimp',
): Promise<{ clientId: string; clientSecret: string }> {
  const control = connectControl(sandbox.url).provider(provider)
  const { clientId, clientSecret } = await control.registerApp({ name: 'Letters Inc', redirectUri })
  return { clientId, clientSecret }
}

/** Registers an app at the sandbox and adds it to the server. */
export async function addOAuthApp(
  {
    client,
    server,
    sandbox,
  }: Pick<ConnectTarget, 'client' | 'server'> & { sandbox: { readonly url: string } },
  provider: string,
): Promise<TestOAuthApp> {
  const registered = await registerAtSandbox(sandbox, `${server.url}/oauth/${provider}/callback`, provider)
  const { id } = await client.oauthApps.create({ provider, name: 'Letters Inc', ...registered })
  return { id, ...registered }
}

/** How many requests to this path the sandbox has recorded. */
export function requestsTo(world: TestWorld, path: string): number {
  return world.sandbox.world.requests.list({ path }).length
}

/** The types of a connection's events, oldest first; without `connection.status_changed`, which repeats a part of the finer ones. */
export async function eventTypes({ client }: TestWorld, connectionId: string): Promise<string[]> {
  const { items } = await client.events.list({ connectionId, limit: 100 })
  const types = items.map(({ type }) => type).toReversed()
  return types.filter((type) => type !== 'connection.status_changed')
}

/** The `code` of the error that a call is rejected with; `no error` if it is not. */
export async function errorCodeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
  return 'no error'
}
