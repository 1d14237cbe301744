import { setTimeout as sleep } from 'node:timers/promises'
import type { DestinationStream } from 'pino'
import { createResourceStack, type ResourceStack } from './kernel/resource-stack.ts'
import { isDiskFull } from './kernel/is-disk-full.ts'
import { ConfigError, type Config } from './config/config.ts'
import type { Assistants } from './authorization-server/assistant.ts'
import { createSecretKeyGuard } from './workspaces/secret-key-guard.ts'
import { createEventNotifier } from './workspaces/event-notifier.ts'
import type { AppContext } from './context.ts'
import { createClientAddress } from './http/client-address.ts'
import { createKnownDevices } from './http/known-devices.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createContext } from './create-context.ts'
import { createIdentity } from './create-identity.ts'
import { checkProviderDataAtStart } from './check-provider-data.ts'
import { createDescribeServer } from './describe-server.ts'
import { dashboardFolder, ownVersion } from './installed-files.ts'
import { openServerDatabase } from './open-server-database.ts'
import { prepareFirstUse } from './prepare-first-use.ts'
import { createServer } from './http/server.ts'
import { createMetricsServer } from './http/serve-metrics.ts'
import { listen, writeAddress } from './config/listen.ts'
import { captureOutput, createLog } from './kernel/log.ts'
import { createMailer } from './outbound/mailer.ts'
import { createLazyMcpServer } from './mcp/lazy-mcp-server.ts'
import type { McpOptions } from './mcp/create-servers.ts'
import type { CreateCallBudget } from './outbound/rate-limiter.ts'
import { loadProviders } from './providers/index.ts'
import { findProviderData } from './store/provider-data.ts'
import { createTracing } from './tracing/tracing.ts'
import { createStore } from './store/store.ts'
import { createKeyRing } from './encryption/key-ring.ts'
import { readEncryptionKeys, watchEncryptionKeys } from './key-services/read-encryption-keys.ts'
import { deriveKey } from './encryption/derive-key.ts'
import { createEncryption } from './encryption/encryption.ts'
import { createMissingKeys } from './encryption/missing-keys.ts'
import { startKeyRefresh } from './encryption/key-refresh.ts'
import type { PasswordHash } from './identity/auth.ts'
import { sessionSecretsOf } from './identity/session-secrets.ts'
import type { Poll } from './kernel/poll.ts'
import { startUsageLoop } from './proxy/usage-loop.ts'
import { startRefreshLoop } from './tokens/refresh-loop.ts'
import { startCallLog } from './calls/call-log.ts'
import { startEmailMarketingJobs } from './email-marketing/jobs/jobs.ts'
import { startConcludeSendsLoop } from './email-marketing/sending/conclude-sends-loop.ts'
import { startUncheckedContactsLoop } from './email-marketing/contacts/unchecked-contacts-loop.ts'
import { startLapsedGrantsLoop } from './connect/lapsed-grants-loop.ts'
import { startClockLoop } from './jobs/clock-loop.ts'
import { startCleanupLoop } from './cleanup-loop.ts'
import { startAlertLoop } from './alerts/alert-loop.ts'
import { notifyUsers } from './alerts/notify-users.ts'
import { startDeliveryLoop } from './webhooks/delivery-loop.ts'

export interface ServerOptions {
  readonly now?: () => Date
  readonly logTo?: DestinationStream
  /** Whether this process runs nothing else: then console output goes to the log. */
  readonly ownsProcess?: boolean
  /** Aborts a start that waits for another server to migrate the database. A start that works is not aborted. */
  readonly waitSignal?: AbortSignal
  /** Prints messages for which no email is set up. Default: the console. */
  readonly print?: (text: string) => void
  /** Counts calls against a provider's limits; for tests that do not wait. */
  readonly createCallBudget?: CreateCallBudget
  /** For tests, which sign in hundreds of times. Default: a hash that is slow on purpose. */
  readonly passwordHash?: PasswordHash | undefined
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
  /** A warning for the operator; undefined if there is none. */
  readonly warning: string | undefined
  close(): Promise<void>
}

/**
 * Wires all domains and starts the server: the only file that imports every folder. If a step fails, everything that was opened before is
 * closed.
 * @throws ConfigError if a setting cannot be used, such as a port that is in use
 */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<LetterlockServer> {
  const resources = createResourceStack()
  try {
    return await start(config, options, resources)
  } catch (error) {
    // The error of the start is the cause; an error while closing is a consequence.
    await resources.close().catch(() => undefined)
    if (isDiskFull(error))
      throw new ConfigError(
        `The disk that ${config.dataDirectory} is on is full: free some space, and start again. What was stored is kept.`,
        { cause: error },
      )
    throw error
  }
}

/** Each resource is registered when it is opened, and closed in reverse order: first the server and its loops, then the writers, last the database. */
async function start(
  config: Config,
  options: ServerOptions,
  resources: ResourceStack,
): Promise<LetterlockServer> {
  const { now = () => new Date(), logTo, ownsProcess = false, waitSignal, passwordHash } = options
  const log = createLog(config.logLevel, logTo)
  if (ownsProcess) captureOutput(log)
  const providers = await loadProviders(config.providersDirectory)
  const encryptionKeys = await readEncryptionKeys(config)
  const { keys } = encryptionKeys
  const keyRing = createKeyRing(keys, watchEncryptionKeys(encryptionKeys))
  const keyAccess = encryptionKeys.keyService?.keepAccess(log)
  resources.defer(() => keyAccess?.stop())
  const encryption = createEncryption(keyRing)
  const metrics = createMetrics()
  const tracing = createTracing(ownVersion())
  const sql = await openServerDatabase(config, resources, {
    encryption,
    encryptionKeys,
    log,
    metrics,
    tracing,
    waitSignal,
  })
  if (encryptionKeys.made)
    log.info({ file: config.encryptionKeyFile }, 'created an encryption key: keep a copy in a safe place')
  const warning = checkProviderDataAtStart(config, await findProviderData(sql, null))
  let { publicUrl } = config
  const { print = (text) => void process.stdout.write(text) } = options
  const context = createContext(
    config,
    {
      store: createStore(sql, config),
      encryption,
      missingKeys: createMissingKeys(keyRing, log),
      mailer: createMailer(config, print),
      providers,
      now,
      log,
      publicUrl: () => publicUrl,
      metrics,
      tracing,
      createCallBudget: options.createCallBudget,
    },
    resources,
  )
  await prepareFirstUse(context, config)
  const { users, assistants } = createIdentity(config, { context, sql, keys, resources, passwordHash })
  keyRing.onChange((changed) => void users.useSecrets(sessionSecretsOf(changed)))
  const writers = createResourceStack()
  resources.defer(() => writers.close())
  const callLog = startCallLog(context, { maxPerSecond: config.callsPerSecond })
  writers.defer(() => callLog.stop())
  const eventNotifier = createEventNotifier(context)
  writers.defer(() => eventNotifier.stop())

  metrics.watch(context.store.counts, now, context.store.poolUse)
  if (config.metricsPort !== null) {
    const metricsServer = createMetricsServer(metrics, { token: config.metricsToken, log })
    resources.defer(() => metricsServer.close())
    await listen(metricsServer.server, { host: config.host, port: config.metricsPort })
  }
  let closing: Promise<void> | undefined
  const http = createServer({
    ...context,
    isStopping: () => closing !== undefined,
    logger: log,
    mcp: createLazyMcpServer({
      context: {
        ...context,
        callLog,
        eventNotifier,
        hasUsers: () => users.exist(),
        notifyUsers: (workspaceId, message) => notifyUsers(context, workspaceId, message),
        stateKey: deriveKey(keys[0] ?? '', 'letterlock mcp state'),
      },
      version: ownVersion(),
      ...(options.extendMcp && { extend: options.extendMcp }),
    }),
    secretKeyGuard: createSecretKeyGuard(context),
    users,
    assistants,
    eventNotifier,
    callLog,
    describeServer: createDescribeServer(config, context, { sql, keyRing, encryptionKeys }),
    settings: {
      proxyMaxBodyBytes: config.proxyMaxBodyBytes,
      logsRequests: config.logRequests,
      metrics: config.metricsPort === null ? { token: config.metricsToken } : null,
      webFolder: dashboardFolder(),
      allowedOrigins: config.allowedOrigins,
      isBehindProxies: config.trustedProxies !== 0,
    },
    rateLimit: createRateLimit(config.rateLimitPerMinute),
    clientAddress: createClientAddress(config.trustedProxies),
    knownDevices: createKnownDevices(
      keys.map((key) => deriveKey(key, 'letterlock known browsers')),
      publicUrl,
    ),
    metrics,
  })
  const loops: Poll[] = []
  // In parallel, so that none starts anything new while another one stops.
  resources.defer(() => Promise.all([http.close(), ...loops.map((loop) => loop.stop())]))
  const localUrl = await listen(http.server, config)
  resources.defer(writeAddress(config.addressFile, localUrl))
  // Stopped after the last request, so that its usage is written.
  const usageLoop = startUsageLoop(context)
  writers.defer(() => usageLoop.stop())
  loops.push(
    startCleanupLoop(context, assistants, config),
    startDeliveryLoop(context),
    startAlertLoop(context),
    startEmailMarketingJobs(context),
    startUncheckedContactsLoop(context),
    startConcludeSendsLoop(context),
    startRefreshLoop(context),
    startLapsedGrantsLoop(context),
    startClockLoop(context),
    startKeyRefresh(keyRing, log),
  )
  // With port 0, the port is known only now.
  if (config.port === 0) publicUrl = publicUrl.replace(/:0$/, `:${new URL(localUrl).port}`)
  const setupToken = await users.setup.begin()
  const setupUrl = setupToken ? `${publicUrl}/setup#${setupToken.reveal()}` : null
  log.info({ url: publicUrl, sandboxUrl: config.sandboxUrl }, 'server ready')
  // Closed first: a refresh that waits for the database must not wait forever.
  resources.defer(() => context.tokenWrites.stop())
  const closeAfterDelay = async (): Promise<void> => {
    if (config.shutdownDelayMs > 0) await sleep(config.shutdownDelayMs)
    await resources.close()
  }
  const close = (): Promise<void> => (closing ??= closeAfterDelay())
  return {
    url: publicUrl,
    localUrl,
    context,
    assistants,
    setupUrl,
    warning,
    close,
    [Symbol.asyncDispose]: close,
  }
}
