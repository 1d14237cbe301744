import { join } from 'node:path'
import { isLoopback } from '../kernel/loopback.ts'
import { ownCommand, startCommand } from '../kernel/own-command.ts'
import { SETTINGS } from './settings.ts'
import { settingReader, type SettingReader } from './setting-reader.ts'
import {
  bearerToken,
  encryptionKeys,
  keyServiceSetting,
  listenHost,
  mailbox,
  choiceOf,
  origin,
  origins,
  secretServiceUrl,
  serverUrl,
  trustedProxies,
  ValueError,
  wholeNumber,
  type KeyServiceSetting,
  type ReadValue,
} from './setting-values.ts'

/** The configuration, read once from the environment. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  readonly dataDirectory: string
  /** How our command is called here, such as “npx letterlock”. */
  readonly ownCommand: string
  /** How the server is started with the sandbox. */
  readonly startCommand: string
  /** The keys as they are stored: some may be wrapped by the key service. */
  readonly encryptionKeys: readonly string[] | null
  /** Where `encryptionKeys` were read from; null if from a variable. */
  readonly encryptionKeysFile: string | null
  readonly encryptionKeyFile: string
  readonly keyService: KeyServiceSetting | null
  /** The settings for Vault; null unless it is the key service. */
  readonly transit: {
    readonly url: string
    readonly token: string
    readonly tokenFile: string | null
    readonly namespace: string | null
  }
  readonly databaseFile: string
  readonly secretKeyFile: string
  /** File with the server's URL, for commands that use the same data directory. */
  readonly addressFile: string
  readonly sandboxUrl: string | null
  readonly providersDirectory: string | null
  readonly providerTimeoutMs: number
  readonly refreshTimeoutMs: number
  /** How long a server that is told to stop goes on serving. */
  readonly shutdownDelayMs: number
  readonly expiringSoonMs: number
  readonly databaseUrl: string | null
  readonly smtpUrl: string | null
  readonly emailFrom: string
  /** The age of a client secret at which members are reminded to replace it; null: never. */
  readonly clientSecretAgeMs: number | null
  readonly eventRetentionMs: number
  readonly deliveryRetentionMs: number
  readonly callRetentionMs: number
  readonly callRetentionCount: number
  /** Calls that are logged per second; 0: none. */
  readonly callsPerSecond: number
  /** The number of proxies, or their addresses and ranges (CIDR). */
  readonly trustedProxies: number | readonly string[]
  readonly rateLimitPerMinute: number
  readonly proxyMaxBodyBytes: number
  readonly allowedOrigins: readonly string[]
  readonly logLevel: string
  readonly logRequests: boolean
  /** Whether providers get `traceparent`. */
  readonly tracesProviders: boolean
  /** null: the metrics are served beside the API. */
  readonly metricsPort: number | null
  readonly metricsToken: string | null
}

/** One or more settings are invalid. The message has one sentence per line; each names its setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

const DAY_MS = 86_400_000

/**
 * Reads and validates the environment. An empty value counts as unset.
 * @throws ConfigError with all invalid settings
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = []
  const reader = settingReader(environment, faults)
  const { textOf, fileOf, optional, required } = reader
  const asItIs: ReadValue<string> = (text) => text

  const host = required(SETTINGS.host, listenHost)
  const port = required(SETTINGS.port, wholeNumber(0, 65_535))
  const givenUrl = optional(SETTINGS.publicUrl, publicOrigin)
  if (textOf(SETTINGS.publicUrl) === '' && !isLoopback(host))
    faults.push(
      `${SETTINGS.publicUrl.name} must be set, since ${SETTINGS.host.name} is ${host}, which other machines can reach: set it to the https:// URL that browsers use.`,
    )
  const dataDirectory = required(SETTINGS.data, asItIs)
  const config: Config = {
    host,
    port,
    publicUrl: givenUrl ?? new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`).origin,
    dataDirectory,
    ownCommand: ownCommand(environment),
    startCommand: startCommand(environment),
    encryptionKeys: optional(SETTINGS.keys, encryptionKeys),
    encryptionKeysFile: fileOf(SETTINGS.keys),
    encryptionKeyFile: join(dataDirectory, 'encryption.key'),
    ...readKeyService(reader, faults),
    databaseFile: join(dataDirectory, 'letterlock.db'),
    secretKeyFile: join(dataDirectory, 'secret.key'),
    addressFile: join(dataDirectory, 'address'),
    sandboxUrl: optional(SETTINGS.sandboxUrl, origin),
    providersDirectory: optional(SETTINGS.providers, asItIs),
    providerTimeoutMs: required(SETTINGS.timeout, wholeNumber(1, 120, 'seconds')) * 1000,
    refreshTimeoutMs: required(SETTINGS.refreshTimeout, wholeNumber(1, 600, 'seconds')) * 1000,
    shutdownDelayMs: required(SETTINGS.shutdownDelay, wholeNumber(0, 120, 'seconds')) * 1000,
    expiringSoonMs: required(SETTINGS.soon, wholeNumber(0, 365, 'days')) * DAY_MS,
    databaseUrl: optional(
      SETTINGS.databaseUrl,
      serverUrl(['postgres', 'postgresql'], 'postgres://user:password@host/name'),
    ),
    smtpUrl: optional(
      SETTINGS.smtpUrl,
      serverUrl(['smtps', 'smtp'], 'smtps://user:password@smtp.example.com'),
    ),
    emailFrom: required(SETTINGS.emailFrom, mailbox),
    ...readRetention(reader),
    trustedProxies: optional(SETTINGS.trustedProxies, trustedProxies) ?? 0,
    rateLimitPerMinute: required(SETTINGS.rateLimit, wholeNumber(1, 1_000_000_000)),
    proxyMaxBodyBytes: required(SETTINGS.maxBody, wholeNumber(1024, 1_073_741_824, 'bytes')),
    allowedOrigins: optional(SETTINGS.allowedOrigins, origins) ?? [],
    ...readObservation(reader),
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'))
  return Object.freeze(config)
}

function readKeyService({ fileOf, optional }: SettingReader, faults: string[]) {
  const asItIs: ReadValue<string> = (text) => text
  const keyService = optional(SETTINGS.keyService, keyServiceSetting)
  const transit = {
    url: optional(SETTINGS.transitUrl, secretServiceUrl) ?? '',
    token: optional(SETTINGS.transitToken, asItIs) ?? '',
    tokenFile: fileOf(SETTINGS.transitToken),
    namespace: optional(SETTINGS.transitNamespace, asItIs),
  }
  if (keyService?.kind === 'vault-transit')
    for (const [setting, value, remedy] of [
      [SETTINGS.transitUrl, transit.url, 'such as https://vault.example.com:8200'],
      [SETTINGS.transitToken, transit.token, 'with a policy that allows its use'],
    ] as const)
      if (value === '')
        faults.push(
          `${setting.name} must be set, since ${SETTINGS.keyService.name} is a key of Vault: set it to one ${remedy}.`,
        )
  return { keyService, transit }
}

/** The settings of logs, metrics and traces. */
function readObservation({ optional, required }: SettingReader) {
  return {
    logLevel: required(SETTINGS.logLevel, choiceOf(LOG_LEVELS)),
    logRequests: required(SETTINGS.logRequests, choiceOf(['true', 'false'])) === 'true',
    tracesProviders: required(SETTINGS.tracesProviders, choiceOf(['true', 'false'])) === 'true',
    metricsPort: optional(SETTINGS.metricsPort, wholeNumber(1, 65_535)),
    metricsToken: optional(SETTINGS.metricsToken, bearerToken),
    callsPerSecond: required(SETTINGS.callSampleRate, wholeNumber(0, 10_000, 'calls')),
  }
}

/** How long events and logs are kept, and when a client secret is old. */
function readRetention({ required }: SettingReader) {
  return {
    clientSecretAgeMs: required(SETTINGS.secretAge, wholeNumber(0, 3650, 'days')) * DAY_MS || null,
    eventRetentionMs: required(SETTINGS.keepEvents, wholeNumber(1, 36_500, 'days')) * DAY_MS,
    deliveryRetentionMs: required(SETTINGS.keepDeliveries, wholeNumber(1, 365, 'days')) * DAY_MS,
    callRetentionMs: required(SETTINGS.keepCalls, wholeNumber(1, 3650, 'days')) * DAY_MS,
    callRetentionCount: required(SETTINGS.maxCalls, wholeNumber(1000, 100_000_000, 'calls')),
  }
}

const publicOrigin: ReadValue<string> = (text) => {
  const url = origin(text)
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && !isLoopback(hostname))
    throw new ValueError(
      'must begin with https://, since other machines can reach it',
      'use an https:// URL, or a loopback address',
    )
  return url
}
