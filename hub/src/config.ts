import { join } from 'node:path'

/** Everything that can be set, read once from the environment. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  readonly dataDirectory: string
  readonly encryptionKeys: readonly string[] | null
  readonly encryptionKeyFile: string
  readonly databaseFile: string
  readonly secretKeyFile: string
  readonly sandboxUrl: string | null
  readonly providerFolder: string | null
  readonly outboundTimeoutMs: number
  readonly refreshTimeoutMs: number
  readonly soonMs: number
  readonly databaseUrl: string | null
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly keepEventsMs: number
  readonly rateLimitPerMinute: number
  readonly maxBodyBytes: number
  readonly logLevel: string
}

/** A setting is not what it should be. The message names it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export interface Setting {
  readonly name: string
  /** As it would be written; empty when there is none. */
  readonly default: string
  readonly says: string
}

/** `docs/configuration.md` is generated from this. */
export const SETTINGS = {
  host: setting('LETTERLOCK_HOST', '127.0.0.1', 'The address to listen on.'),
  port: setting('LETTERLOCK_PORT', '4400', 'The port to listen on; 0 takes a free one.'),
  publicUrl: setting(
    'LETTERLOCK_PUBLIC_URL',
    '',
    'Where browsers reach the hub, such as `https://connect.example.com`. Redirect addresses are built from it. Without it, `http://HOST:PORT`, which must then be a loopback address.',
  ),
  data: setting(
    'LETTERLOCK_DATA',
    './letterlock-data',
    'The folder for the database and, at a first local start, the keys.',
  ),
  databaseUrl: setting(
    'LETTERLOCK_DATABASE_URL',
    '',
    'A PostgreSQL database (15 or later), such as `postgres://user:password@host/letterlock`. Any number of hubs may share it. Without it, an SQLite file in the data folder, for one hub.',
  ),
  keys: setting(
    'LETTERLOCK_ENCRYPTION_KEYS',
    '',
    'Encryption keys, newest first, separated by commas: each 32 random bytes in base64 (`openssl rand -base64 32`). The newest seals, any opens. Without it they are read from `encryption.key` in the data folder, one a line; the first local start makes that file.',
  ),
  sandboxUrl: setting(
    'LETTERLOCK_SANDBOX_URL',
    '',
    'Sandbox mode: every platform is looked for at this address instead of its own. Never in production.',
  ),
  providers: setting(
    'LETTERLOCK_PROVIDERS',
    '',
    'A folder with definitions of more platforms, one a file (see adding-a-provider.md).',
  ),
  timeout: setting(
    'LETTERLOCK_OUTBOUND_TIMEOUT_SECONDS',
    '15',
    'How long a platform may take for a token, an account look-up or a probe.',
  ),
  refreshTimeout: setting(
    'LETTERLOCK_REFRESH_TIMEOUT_SECONDS',
    '65',
    'How long a platform may take to renew a token. A renewal under way is never cut off sooner; nobody else begins one for twice this time.',
  ),
  soon: setting(
    'LETTERLOCK_EXPIRING_SOON_DAYS',
    '7',
    'How many days before its end a connection that cannot be renewed is called “expiring soon”.',
  ),
  smtpUrl: setting(
    'LETTERLOCK_SMTP_URL',
    '',
    'The server that takes our e-mails, such as `smtps://user:password@smtp.example.com`. Without it, invitations and links for a new password are shown where the hub runs.',
  ),
  mailFrom: setting('LETTERLOCK_MAIL_FROM', 'Letterlock <letterlock@localhost>', 'Who the e-mails are from.'),
  keepEvents: setting(
    'LETTERLOCK_KEEP_EVENTS_DAYS',
    '365',
    'How many days the audit trail goes back; what is older is forgotten.',
  ),
  rateLimit: setting(
    'LETTERLOCK_RATE_LIMIT_PER_MINUTE',
    '60000',
    'Requests that one key, or one browser address, may make.',
  ),
  maxBody: setting(
    'LETTERLOCK_MAX_BODY_BYTES',
    '10485760',
    'The largest body that is forwarded to a platform.',
  ),
  logLevel: setting('LETTERLOCK_LOG_LEVEL', 'info', 'One of `debug`, `info`, `warn`, `error`, `silent`.'),
} as const satisfies Record<string, Setting>

function setting(name: string, fallback: string, says: string): Setting {
  return { name, default: fallback, says }
}

/** @throws ConfigError */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const text = ({ name, default: fallback }: Setting): string => environment[name]?.trim() || fallback
  const number = (setting: Setting, least: number, most: number): number => {
    const value = Number(text(setting))
    if (!Number.isInteger(value) || value < least || value > most)
      throw new ConfigError(`${setting.name} must be a whole number from ${least} to ${most}`)
    return value
  }
  const host = text(SETTINGS.host)
  const port = number(SETTINGS.port, 0, 65_535)
  const dataDirectory = text(SETTINGS.data)
  const keys = text(SETTINGS.keys)
  const sandboxUrl = text(SETTINGS.sandboxUrl)
  const databaseUrl = text(SETTINGS.databaseUrl)
  const smtpUrl = text(SETTINGS.smtpUrl)
  return Object.freeze({
    host,
    port,
    publicUrl: readPublicUrl(text(SETTINGS.publicUrl), host, port),
    dataDirectory,
    encryptionKeys: keys ? keys.split(',') : null,
    encryptionKeyFile: join(dataDirectory, 'encryption.key'),
    databaseFile: join(dataDirectory, 'letterlock.db'),
    secretKeyFile: join(dataDirectory, 'secret.key'),
    sandboxUrl: sandboxUrl ? readUrl(SETTINGS.sandboxUrl, sandboxUrl) : null,
    providerFolder: text(SETTINGS.providers) || null,
    outboundTimeoutMs: number(SETTINGS.timeout, 1, 120) * 1000,
    refreshTimeoutMs: number(SETTINGS.refreshTimeout, 1, 600) * 1000,
    soonMs: number(SETTINGS.soon, 0, 365) * 86_400_000,
    databaseUrl: databaseUrl ? readDatabaseUrl(databaseUrl) : null,
    smtpUrl: smtpUrl ? readSmtpUrl(smtpUrl) : null,
    mailFrom: text(SETTINGS.mailFrom),
    keepEventsMs: number(SETTINGS.keepEvents, 1, 36_500) * 86_400_000,
    rateLimitPerMinute: number(SETTINGS.rateLimit, 1, 1_000_000_000),
    maxBodyBytes: number(SETTINGS.maxBody, 1024, 1_073_741_824),
    logLevel: text(SETTINGS.logLevel),
  })
}

function readPublicUrl(given: string, host: string, port: number): string {
  const local = isLoopback(host)
  if (!given && !local)
    throw new ConfigError(
      `${SETTINGS.publicUrl.name} must be set when the hub listens on ${host}, which others can reach`,
    )
  const url = readUrl(
    SETTINGS.publicUrl,
    given || `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
  )
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && !isLoopback(hostname.replace(/[[\]]/g, '')))
    throw new ConfigError(
      `${SETTINGS.publicUrl.name} must begin with https:// unless it is a loopback address`,
    )
  return url
}

function readUrl(setting: Setting, given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.username
  )
    throw new ConfigError(`${setting.name} must be an origin such as https://connect.example.com`)
  return url.origin
}

function readDatabaseUrl(given: string): string {
  const scheme = URL.canParse(given) && new URL(given).protocol
  if (scheme !== 'postgres:' && scheme !== 'postgresql:')
    throw new ConfigError(
      `${SETTINGS.databaseUrl.name} must be an address such as postgres://user:password@host/name`,
    )
  return given
}

function readSmtpUrl(given: string): string {
  const scheme = URL.canParse(given) && new URL(given).protocol
  if (scheme !== 'smtp:' && scheme !== 'smtps:')
    throw new ConfigError(
      `${SETTINGS.smtpUrl.name} must be an address such as smtps://user:password@smtp.example.com`,
    )
  return given
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
