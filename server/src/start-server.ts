import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hash, hkdfSync } from 'node:crypto'
import type { DestinationStream } from 'pino'
import { createUsers } from './identity/create-users.ts'
import { createAssistants } from './authorization-server/assistants.ts'
import type { SessionSecrets } from './identity/auth.ts'
import type { Config } from './config/config.ts'
import type { Assistants } from './authorization-server/assistant.ts'
import { createSecretKeyGuard } from './workspaces/secret-key-guard.ts'
import { SCOPES } from './workspaces/principal.ts'
import { createEventNotifier } from './workspaces/event-notifier.ts'
import { createSecretKey } from './workspaces/secret-keys.ts'
import type { AppContext } from './context.ts'
import { firstWorkspace } from './workspaces/update-workspace.ts'
import { readEncryptionKeys, writePrivateFile } from './config/first-start.ts'
import { createClientAddress } from './http/client-address.ts'
import { createKnownDevices } from './http/known-devices.ts'
import { createMetrics } from './http/metrics.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createContext } from './create-context.ts'
import { createServer } from './http/server.ts'
import { lockDataDirectory } from './config/lock-data-directory.ts'
import { listen, writeAddress } from './config/listen.ts'
import { captureOutput, createLog, type Log } from './kernel/log.ts'
import { createMailer } from './outbound/mailer.ts'
import { createLazyMcpServer } from './mcp/lazy-mcp-server.ts'
import type { McpOptions } from './mcp/mcp.ts'
import { createOutbound } from './outbound/create-outbound.ts'
import { createPublicFetch } from './outbound/public-fetch.ts'
import { loadProviders } from './providers/index.ts'
import { openSql } from './store/open-sql.ts'
import { watchOutages } from './store/outage.ts'
import { checkKeyRing, createStore } from './store/store.ts'
import { createKeyRing } from './encryption/key-ring.ts'
import { createEncryption } from './encryption/encryption.ts'
import { startRefreshJob } from './tokens/refresh-job.ts'
import { startCallLog } from './calls/call-log.ts'
import { startCleanupJob } from './cleanup-job.ts'
import { startAlertJob } from './alerts/alert-job.ts'
import { startDeliveryJob } from './webhooks/delivery-job.ts'

export interface ServerOptions {
  readonly now?: () => Date
  readonly logTo?: DestinationStream
  /** Whether this process runs nothing else: then console output goes to the log. */
  readonly ownsProcess?: boolean
  /** Prints messages for which no email is set up. Default: the console. */
  readonly print?: (text: string) => void
  /** Adds to the MCP server; for protocol tests. */
  readonly extendMcp?: McpOptions['extend']
}

export interface LetterlockServer extends AsyncDisposable {
  /** The URL at which browsers reach the server. */
  readonly url: string
  /** The URL at which this machine reaches the server. */
  readonly localUrl: string
  readonly context: AppContext
  readonly assistants: Assistants
  /** The link that sets up the dashboard; null after setup. */
  readonly setupUrl: string | null
  close(): Promise<void>
}

/** Wires all domains and starts the server: the only file that imports every folder. */
export async function startServer(
  config: Config,
  {
    now = () => new Date(),
    logTo,
    ownsProcess = false,
    print = (text) => void process.stdout.write(text),
    extendMcp,
  }: ServerOptions = {},
): Promise<LetterlockServer> {
  const log = createLog(config.logLevel, logTo)
  if (ownsProcess) captureOutput(log)
  const providers = await loadProviders(config.providersDirectory)
  const { keys, made } = readEncryptionKeys(config)
  if (made)
    log.info({ file: config.encryptionKeyFile }, 'created an encryption key: keep a copy in a safe place')
  const encryption = createEncryption(createKeyRing(keys))
  const unlock = config.databaseUrl === null ? lockDataDirectory(config.dataDirectory) : undefined
  const sql = watchOutages(
    await openSql(config).catch((error: unknown) => {
      unlock?.()
      throw error
    }),
    log,
  )
  await checkKeyRing(sql, encryption).catch(async (error: unknown) => {
    await sql.close()
    unlock?.()
    throw error
  })

  const store = createStore(sql, config)
  const outbound = createOutbound({ sandboxUrl: config.sandboxUrl, timeoutMs: config.providerTimeoutMs })
  const publicFetch = createPublicFetch({ sandboxUrl: config.sandboxUrl })
  let publicUrl = config.publicUrl
  const { context, stopSharing, leaseMs } = createContext(config, {
    store,
    encryption,
    outbound,
    mailer: createMailer(config, print),
    providers,
    now,
    log,
    publicUrl: () => publicUrl,
  })
  await prepareFirstUse(context, config, log)

  const secretKeyGuard = createSecretKeyGuard(context)
  const rateLimit = createRateLimit(config.rateLimitPerMinute)
  const metrics = createMetrics()
  const users = createUsers({
    sql,
    secrets: sessionSecrets(keys),
    setupKeys: keys.map((key) => derive(key, 'letterlock setup link')),
    publicUrl: () => publicUrl,
    now,
    log,
    mailer: context.mailer,
  })
  const assistants = createAssistants({
    sql,
    encryption,
    now,
    log,
    publicUrl: () => publicUrl,
    publicFetch,
    secrets: keys.map((key) => derive(key, 'letterlock oidc cookies')),
  })
  const eventNotifier = createEventNotifier(context)
  const callLog = startCallLog(context, { maxPerSecond: config.callsPerSecond })
  const server = await createServer({
    ...context,
    logger: log,
    mcp: createLazyMcpServer({
      context: {
        ...context,
        callLog,
        hasUsers: () => users.exist(),
        stateKey: derive(keys[0] ?? '', 'letterlock mcp state'),
      },
      version: ownVersion(),
      ...(extendMcp && { extend: extendMcp }),
    }),
    secretKeyGuard,
    users,
    assistants,
    eventNotifier,
    callLog,
    settings: {
      proxyMaxBodyBytes: config.proxyMaxBodyBytes,
      webFolder: dashboardFolder(),
      allowedOrigins: config.allowedOrigins,
      isBehindProxies: config.trustedProxies !== 0,
    },
    rateLimit,
    clientAddress: createClientAddress(config.trustedProxies),
    knownDevices: createKnownDevices(
      keys.map((key) => derive(key, 'letterlock known browsers')),
      publicUrl,
    ),
    metrics,
  })
  const localUrl = await listen(server, config)
  const forgetAddress = writeAddress(config.addressFile, localUrl)
  const timers = startCleanupJob(context, assistants, config)
  const refreshes = startRefreshJob(context, { leaseMs })
  const jobs = [startAlertJob(context), startDeliveryJob(context)]
  // With port 0, the port is known only now.
  if (config.port === 0) publicUrl = publicUrl.replace(/:0$/, `:${new URL(localUrl).port}`)
  const setupToken = await users.setup.begin()
  const setupUrl = setupToken ? `${publicUrl}/setup#${setupToken.reveal()}` : null
  log.info({ url: publicUrl, sandboxUrl: config.sandboxUrl }, 'server ready')

  let closed: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    forgetAddress()
    await server.close()
    eventNotifier.stop()
    await refreshes.stop()
    for (const job of jobs) await job.stop()
    await context.refreshCoordinator.idle()
    await callLog.stop()
    await timers.stop()
    await outbound.close()
    await Promise.all([publicFetch.close(), stopSharing?.()])
    await store.close()
    unlock?.()
  }
  const close = (): Promise<void> => (closed ??= closeAll())
  return { url: publicUrl, localUrl, context, assistants, setupUrl, close, [Symbol.asyncDispose]: close }
}

function ownVersion(): string {
  const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** In a package, and where `npm ci` builds it. Without it the server runs, and the dashboard's pages say that it is not built. */
const DASHBOARD_FOLDERS = ['dashboard', '../../dashboard/dist']

function dashboardFolder(): string | null {
  const folders = DASHBOARD_FOLDERS.map((folder) => join(import.meta.dirname, folder))
  return folders.find((folder) => existsSync(join(folder, 'index.html'))) ?? null
}

/** Derives a 32-byte key for one purpose from an encryption key (HKDF, RFC 5869); the same in every process. */
function derive(key: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), '', purpose, 32))
}

/** The newest key signs session cookies; with other encryption keys, users have to sign in again. */
function sessionSecrets(keys: readonly string[]): SessionSecrets {
  return keys.map((key) => {
    const derived = derive(key, 'letterlock user sessions')
    return { version: hash('sha256', derived, 'buffer').readUInt32BE(0), value: derived.toString('base64') }
  })
}

/** Creates the workspace of a new database, and a secret key with all scopes in a file that only its owner can read. */
async function prepareFirstUse(context: AppContext, config: Config, log: Log): Promise<void> {
  const workspace = await firstWorkspace(context)
  if (!workspace) return
  const name = 'Created at the first start'
  const { secret } = await createSecretKey(context, {
    workspaceId: workspace.id,
    name,
    scopes: SCOPES,
    actor: 'system',
  })
  rmSync(config.secretKeyFile, { force: true })
  writePrivateFile(config.secretKeyFile, `${secret.reveal()}\n`)
  log.info(
    { file: config.secretKeyFile },
    'created a secret key with all scopes: move it to your secret store',
  )
}
