import { closeSync, openSync, rmSync } from 'node:fs'
import type { DestinationStream } from 'pino'
import type { Config } from './config.ts'
import { createKeyGuard } from './core/authenticate-key.ts'
import { RIGHTS } from './core/caller.ts'
import { createTokenDoor, tellingOfChanges, type TokenDoor } from './core/fresh-token.ts'
import { createKey } from './core/keys.ts'
import type { Ports } from './core/ports.ts'
import { createTurns } from './core/turns.ts'
import { createUsageCounter } from './core/usage.ts'
import { firstWorkspace } from './core/workspace.ts'
import { readEncryptionKeys, writePrivateFile } from './first-start.ts'
import { createMetrics } from './http/metrics.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createServer } from './http/server.ts'
import { createLog, type Log } from './log.ts'
import { createOutbound } from './outbound/outbound.ts'
import { builtInProviders } from './providers/index.ts'
import { openSqlite } from './store/sqlite.ts'
import { checkKeyRing, createStore } from './store/store.ts'
import { SECOND } from './time.ts'
import { createKeyRing } from './vault/key-ring.ts'
import { createVault } from './vault/vault.ts'
import { startWorker } from './worker/timers.ts'

export interface HubOptions {
  readonly now?: () => Date
  readonly logTo?: DestinationStream
}

export interface Hub extends AsyncDisposable {
  /** Where browsers reach it. */
  readonly url: string
  /** Where it listens. */
  readonly localUrl: string
  readonly ports: Ports
  close(): Promise<void>
}

/** The wiring: the only file that knows every room. */
export async function startHub(
  config: Config,
  { now = () => new Date(), logTo }: HubOptions = {},
): Promise<Hub> {
  const log = createLog(config.logLevel, logTo)
  const { keys, made } = readEncryptionKeys(config)
  if (made)
    log.info({ file: config.encryptionKeyFile }, 'made an encryption key: keep a copy in a safe place')
  const vault = createVault(createKeyRing(keys))
  // SQLite gives its side files the mode of the database file.
  closeSync(openSync(config.databaseFile, 'a', 0o600))
  const sql = openSqlite(config.databaseFile)
  await checkKeyRing(sql, vault).catch(async (error: unknown) => {
    await sql.close()
    throw error
  })

  let door: TokenDoor | undefined
  const store = tellingOfChanges(createStore(sql), (id) => door?.forget(id))
  const outbound = createOutbound({ sandboxUrl: config.sandboxUrl, timeoutMs: config.outboundTimeoutMs })
  let publicUrl = config.publicUrl
  const ports: Ports = {
    store,
    vault,
    outbound,
    providers: builtInProviders(),
    now,
    log,
    get publicUrl() {
      return publicUrl
    },
  }
  door = createTokenDoor(ports)
  await prepareFirstUse(ports, config, log)

  const usage = createUsageCounter(ports)
  const guard = createKeyGuard(ports)
  const rateLimit = createRateLimit(config.rateLimitPerMinute)
  const metrics = createMetrics()
  const turns = createTurns({ longestLine: 1000, longestWaitMs: 30 * SECOND })
  const server = await createServer({
    ports,
    guard,
    door,
    turns,
    usage,
    settings: config,
    rateLimit,
    metrics,
  })
  const worker = startWorker(ports, usage)
  const localUrl = await server.listen({ host: config.host, port: config.port })
  // Port 0 took a free one: only now is its number known.
  if (config.port === 0) publicUrl = publicUrl.replace(/:0$/, `:${new URL(localUrl).port}`)
  log.info({ url: publicUrl, sandbox: config.sandboxUrl }, 'ready')

  let closed: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    await server.close()
    await worker.stop()
    await outbound.close()
    await store.close()
  }
  const close = (): Promise<void> => (closed ??= closeAll())
  return { url: publicUrl, localUrl, ports, close, [Symbol.asyncDispose]: close }
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
