import { nearestName } from '../kernel/nearest-name.ts'

export interface Setting {
  readonly name: string
  /** As it would be written; empty when there is none. */
  readonly default: string
  readonly description: string
  /** Its value is shown nowhere, not even when it is wrong. */
  readonly secret: boolean
}

/** Of the server. `docs/configuration.md` is generated from this, as from the two tables below. */
export const SETTINGS = {
  host: setting('LETTERLOCK_HOST', '127.0.0.1', 'The address to listen on.'),
  port: setting('LETTERLOCK_PORT', '4400', 'The port to listen on; 0 takes a free one.'),
  publicUrl: setting(
    'LETTERLOCK_PUBLIC_URL',
    '',
    'Where browsers reach the hub, such as `https://connect.example.com`. Redirect addresses are built from it. Without it, `http://HOST:PORT`, which must then be a loopback address.',
  ),
  data: setting(
    'LETTERLOCK_DATA_DIR',
    './letterlock-data',
    'The folder for the database and, at a first local start, the keys. Commands of the same folder find the server and its key there.',
  ),
  databaseUrl: secret(
    'LETTERLOCK_DATABASE_URL',
    'A PostgreSQL database (15 or later), such as `postgres://user:password@host/letterlock`. Any number of hubs may share it. Without it, an SQLite file in the data folder, for one hub.',
  ),
  keys: secret(
    'LETTERLOCK_ENCRYPTION_KEYS',
    'Encryption keys, newest first, separated by commas: each 32 random bytes in base64 (`openssl rand -base64 32`). The newest seals, any opens. Without it they are read from `encryption.key` in the data folder, one a line; the first local start makes that file.',
  ),
  sandboxUrl: setting(
    'LETTERLOCK_SANDBOX_URL',
    '',
    'Sandbox mode: every platform is looked for at this address instead of its own. Never in production.',
  ),
  providers: setting(
    'LETTERLOCK_PROVIDERS_DIR',
    '',
    'A folder with definitions of more platforms, one a file (see adding-a-provider.md).',
  ),
  timeout: setting(
    'LETTERLOCK_PROVIDER_TIMEOUT_SECONDS',
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
  smtpUrl: secret(
    'LETTERLOCK_SMTP_URL',
    'The server that takes our e-mails, such as `smtps://user:password@smtp.example.com`. Without it, invitations and links for a new password are shown where the hub runs.',
  ),
  emailFrom: setting(
    'LETTERLOCK_EMAIL_FROM',
    'Letterlock <letterlock@localhost>',
    'Who the e-mails are from.',
  ),
  keepEvents: setting(
    'LETTERLOCK_EVENT_RETENTION_DAYS',
    '365',
    'How many days the audit trail goes back; what is older is forgotten.',
  ),
  trustedProxies: setting(
    'LETTERLOCK_TRUSTED_PROXIES',
    '',
    'The proxies before the hub whose word about a client’s address counts: addresses and ranges separated by commas, such as `10.0.0.0/8, 2001:db8::/32`, or how many there are, such as `1`. Without it, the address of the connection counts. See [behind a proxy](reverse-proxy.md).',
  ),
  rateLimit: setting(
    'LETTERLOCK_RATE_LIMIT_PER_MINUTE',
    '60000',
    'Requests that one key, or one browser address, may make.',
  ),
  maxBody: setting(
    'LETTERLOCK_PROXY_MAX_BODY_BYTES',
    '10485760',
    'The largest body that is forwarded to a platform.',
  ),
  allowedOrigins: setting(
    'LETTERLOCK_ALLOWED_ORIGINS',
    '',
    'Origins of web pages that may call the MCP endpoint and the sign-in of assistants, separated by commas, such as `https://assistant.example.com`. Loopback origins always may.',
  ),
  logLevel: setting('LETTERLOCK_LOG_LEVEL', 'info', 'One of `debug`, `info`, `warn`, `error`, `silent`.'),
} as const satisfies Record<string, Setting>

/** Of the command, and of the sandbox that it starts. */
export const COMMAND_SETTINGS = {
  url: setting(
    'LETTERLOCK_URL',
    '',
    'Where the command reaches the server; `--url` goes first. Without it, `LETTERLOCK_PUBLIC_URL`, or the server that was started on the data folder.',
  ),
  secretKey: secret(
    'LETTERLOCK_SECRET_KEY',
    'The secret key that the command sends. Without it, the one in the data folder that the first local start made.',
  ),
  sandboxPort: setting('LETTERLOCK_SANDBOX_PORT', '4401', 'The port of the sandbox; 0 takes a free one.'),
  sandboxState: setting(
    'LETTERLOCK_SANDBOX_STATE_FILE',
    '',
    'The file in which the sandbox keeps its state between runs. Without it, it forgets; `letterlock start --sandbox` uses `sandbox.json` in the data folder.',
  ),
} as const satisfies Record<string, Setting>

/** Of the project's own tests. */
export const TEST_SETTINGS = {
  postgresUrl: secret(
    'LETTERLOCK_TEST_POSTGRES_URL',
    'A PostgreSQL server on which tests may make databases. Without it, the tests start one of their own.',
  ),
  chromium: setting(
    'LETTERLOCK_TEST_CHROMIUM',
    '',
    'The browser that tests drive, when it is somewhere else.',
  ),
  testSeed: setting(
    'LETTERLOCK_TEST_SEED',
    '',
    'The integer from which everything random in the tests follows. Without it, each test file chooses one and prints it.',
  ),
  killRounds: setting('LETTERLOCK_TEST_KILL_ROUNDS', '50', 'How often each test of hard ends ends a server.'),
  writeSnapshots: setting(
    'LETTERLOCK_TEST_WRITE_SNAPSHOTS',
    '',
    'Set to 1, tests write what they compare with anew.',
  ),
} as const satisfies Record<string, Setting>

function setting(name: string, fallback: string, says: string): Setting {
  return { name, default: fallback, description: says, secret: false }
}

function secret(name: string, says: string): Setting {
  return { name, default: '', description: says, secret: true }
}

/** What is set under a name that means nothing, a sentence each: a slip of the pen would otherwise go unseen. */
export function unknownSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = [SETTINGS, COMMAND_SETTINGS, TEST_SETTINGS].flatMap((table) =>
    Object.values(table).map(({ name }) => name),
  )
  return Object.keys(environment)
    .filter((name) => name.toUpperCase().startsWith('LETTERLOCK_') && !known.includes(name))
    .sort()
    .map((name) => {
      const meant = nearestName(name.toUpperCase(), known)
      const advice = meant === undefined ? 'docs/configuration.md lists them' : `did you mean ${meant}?`
      return `${name} is not a setting of Letterlock, and is ignored: ${advice}`
    })
}
