import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hash, hkdfSync } from 'node:crypto'
import type { DestinationStream } from 'pino'
import { createAccounts } from './accounts/accounts.ts'
import { createAssistants } from './accounts/assistants/assistants.ts'
import type { AccountSecrets } from './accounts/auth.ts'
import type { Config } from './config.ts'
import type { Assistants } from './core/assistants.ts'
import { createAppCredentials, type AppCredentialsReader } from './core/app-credentials.ts'
import { createKeyGuard } from './core/authenticate-key.ts'
import { RIGHTS } from './core/caller.ts'
import { createChanges } from './core/changes.ts'
import { createChecker } from './core/check-connection.ts'
import { createTokenDoor, tellingOfChanges, type TokenDoor } from './core/fresh-token.ts'
import { createKey } from './core/keys.ts'
import type { Ports } from './core/ports.ts'
import { createRefresher } from './core/refresher.ts'
import { shareAllowances } from './core/leased-allowance.ts'
import { createTurns } from './core/turns.ts'
import { createUsageCounter } from './core/usage.ts'
import { firstWorkspace } from './core/workspace.ts'
import { readEncryptionKeys, writePrivateFile } from './first-start.ts'
import { createClientAddress } from './http/client-address.ts'
import { createKnownDevices } from './http/known-devices.ts'
import { createMetrics } from './http/metrics.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createServer } from './http/server.ts'
import { listen, writeAddress } from './listen.ts'
import { captureOutput, createLog, type Log } from './log.ts'
import { createConsoleMail, createSmtpMail } from './outbound/mail.ts'
import { createMcpDoor } from './mcp/door.ts'
import type { McpOptions } from './mcp/server.ts'
import { createOutbound } from './outbound/outbound.ts'
import { createPublicFetch } from './outbound/public-fetch.ts'
import { loadProviders } from './providers/index.ts'
import { openSql } from './store/open-sql.ts'
import { watchOutages } from './store/outage.ts'
import { checkKeyRing, createStore } from './store/store.ts'
import { SECOND } from './time.ts'
import { createKeyRing } from './vault/key-ring.ts'
import { createVault } from './vault/vault.ts'
import { startRenewals } from './worker/renewals.ts'
import { startTimers } from './worker/timers.ts'

export interface HubOptions {
  readonly now?: () => Date
  readonly logTo?: DestinationStream
  /** Whether nothing else runs in this process: then whatever is printed goes to the log. */
  readonly ownsProcess?: boolean
  /** Shows people what no e-mail takes to them; the console. */
  readonly print?: (text: string) => void
  /** Serves more than our own tools to assistants: for tests of the protocol. */
  readonly extendMcp?: McpOptions['extend']
}

export interface Hub extends AsyncDisposable {
  /** Where browsers reach it. */
  readonly url: string
  /** Where this machine reaches it. */
  readonly localUrl: string
  readonly ports: Ports
  readonly assistants: Assistants
  /** Where the first person sets up the dashboard; null when somebody has. */
  readonly setUpUrl: string | null
  close(): Promise<void>
}

/** The wiring: the only file that knows every room. */
export async function startHub(
  config: Config,
  {
    now = () => new Date(),
    logTo,
    ownsProcess = false,
    print = (text) => void process.stdout.write(text),
    extendMcp,
  }: HubOptions = {},
): Promise<Hub> {
  const log = createLog(config.logLevel, logTo)
  if (ownsProcess) captureOutput(log)
  const providers = await loadProviders(config.providerFolder)
  const { keys, made } = readEncryptionKeys(config)
  if (made)
    log.info({ file: config.encryptionKeyFile }, 'made an encryption key: keep a copy in a safe place')
  const vault = createVault(createKeyRing(keys))
  const sql = watchOutages(await openSql(config), log)
  await checkKeyRing(sql, vault).catch(async (error: unknown) => {
    await sql.close()
    throw error
  })

  let door: TokenDoor | undefined
  let apps: AppCredentialsReader | undefined
  const store = tellingOfChanges(createStore(sql), {
    connectionChanged: (id) => door?.forget(id),
    appsChanged: () => apps?.forget(),
  })
  const outbound = createOutbound({ sandboxUrl: config.sandboxUrl, timeoutMs: config.outboundTimeoutMs })
  const publicFetch = createPublicFetch({ sandboxUrl: config.sandboxUrl })
  let publicUrl = config.publicUrl
  const ports: Ports = {
    store,
    vault,
    outbound,
    providers,
    now,
    log,
    soonMs: config.soonMs,
    get publicUrl() {
      return publicUrl
    },
  }
  const sharing = store.callSlots && shareAllowances({ slots: store.callSlots, log })
  const turns = createTurns({ longestLine: 1000, longestWaitMs: 30 * SECOND }, sharing?.allowanceOf)
  const { refreshTimeoutMs: timeoutMs } = config
  // Whoever holds the lease has answered, or is gone, before anybody else may try.
  const leaseMs = 2 * timeoutMs
  apps = createAppCredentials(ports)
  const refresher = createRefresher({ ports, turns, apps, timeoutMs, leaseMs })
  const patienceMs = config.outboundTimeoutMs
  door = createTokenDoor({ ports, refresher, patienceMs })
  const checker = createChecker({ ports, turns, refresher })
  await prepareFirstUse(ports, config, log)

  const usage = createUsageCounter(ports)
  const guard = createKeyGuard(ports)
  const rateLimit = createRateLimit(config.rateLimitPerMinute)
  const metrics = createMetrics()
  const people = createAccounts({
    sql,
    secrets: accountSecrets(keys),
    publicUrl: () => publicUrl,
    now,
    log,
    mail: config.smtpUrl ? createSmtpMail(config.smtpUrl, config.mailFrom) : createConsoleMail(print),
  })
  const assistants = createAssistants({
    sql,
    vault,
    now,
    log,
    publicUrl: () => publicUrl,
    publicFetch,
    secrets: keys.map((key) => derive(key, 'letterlock authorization')),
  })
  const changes = createChanges(ports)
  const forwarding = { ports, door, refresher, checker, patienceMs, turns, usage }
  const server = await createServer({
    ...forwarding,
    mcp: createMcpDoor({
      parts: {
        ...forwarding,
        hasPeople: () => people.exist(),
        stateKey: derive(keys[0] ?? '', 'letterlock assistants'),
      },
      version: ownVersion(),
      ...(extendMcp && { extend: extendMcp }),
    }),
    guard,
    people,
    assistants,
    changes,
    settings: {
      maxBodyBytes: config.maxBodyBytes,
      webFolder: dashboardFolder(),
      allowedOrigins: config.allowedOrigins,
    },
    rateLimit,
    clientAddress: createClientAddress(config.trustedProxies),
    knownDevices: createKnownDevices(
      keys.map((key) => derive(key, 'letterlock devices')),
      publicUrl,
    ),
    metrics,
  })
  const localUrl = await listen(server, config)
  const forgetAddress = writeAddress(config.addressFile, localUrl)
  const timers = startTimers(ports, { usage, assistants }, { keepEventsMs: config.keepEventsMs })
  const renewals = startRenewals({ ports, turns, refresher }, { leaseMs })
  // Port 0 took a free one: only now is its number known.
  if (config.port === 0) publicUrl = publicUrl.replace(/:0$/, `:${new URL(localUrl).port}`)
  const setUpToken = await people.setUp.begin()
  const setUpUrl = setUpToken ? `${publicUrl}/set-up#${setUpToken.reveal()}` : null
  log.info({ url: publicUrl, sandbox: config.sandboxUrl }, 'ready')

  let closed: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    forgetAddress()
    await server.close()
    changes.stop()
    await renewals.stop()
    await refresher.idle()
    await timers.stop()
    await outbound.close()
    await publicFetch.close()
    await sharing?.stop()
    await store.close()
  }
  const close = (): Promise<void> => (closed ??= closeAll())
  return { url: publicUrl, localUrl, ports, assistants, setUpUrl, close, [Symbol.asyncDispose]: close }
}

function ownVersion(): string {
  const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** A development install builds the dashboard; without it its pages say so, and everything else works. */
function dashboardFolder(): string | null {
  const folder = join(import.meta.dirname, '../../web/dist')
  return existsSync(join(folder, 'index.html')) ? folder : null
}

/** A key for one purpose, out of an encryption key: 32 bytes, the same in every process. */
function derive(key: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), '', purpose, 32))
}

/** The newest signs the cookies of those who are signed in: another encryption key means signing in again. */
function accountSecrets(keys: readonly string[]): AccountSecrets {
  return keys.map((key) => {
    const derived = derive(key, 'letterlock cookies')
    return { version: hash('sha256', derived, 'buffer').readUInt32BE(0), value: derived.toString('base64') }
  })
}

/** A new database gets a workspace and a key with every right, written to a file that only its owner can read. */
async function prepareFirstUse(ports: Ports, config: Config, log: Log): Promise<void> {
  const workspace = await firstWorkspace(ports)
  if (!workspace) return
  const name = 'Made at the first start'
  const { secret } = await createKey(ports, {
    workspaceId: workspace.id,
    name,
    rights: RIGHTS,
    actor: 'system',
  })
  rmSync(config.secretKeyFile, { force: true })
  writePrivateFile(config.secretKeyFile, `${secret.reveal()}\n`)
  log.info(
    { file: config.secretKeyFile },
    'made a secret key with every right: move it to where you keep secrets',
  )
}
