import { secret, setting, type Setting } from './setting.ts'

/** Settings of the server. `npm run docs` generates `docs/configuration.md` from this table and those of the command and the tests. */
export const SETTINGS = {
  host: setting('LETTERLOCK_HOST', '127.0.0.1', 'The address to listen on.', '--host'),
  port: setting('LETTERLOCK_PORT', '4400', 'The port to listen on; 0 for any free port.', '--port'),
  publicUrl: setting(
    'LETTERLOCK_PUBLIC_URL',
    '',
    'The URL at which browsers reach the server, such as `https://connect.example.com`. Redirect URIs begin with it. Default: `http://HOST:PORT`, if that is a loopback address.',
  ),
  data: setting(
    'LETTERLOCK_DATA_DIR',
    './letterlock-data',
    'The data directory: the SQLite database and, after a first local start, the encryption key and a secret key. Commands that use the same directory find the server and its secret key there.',
    '--data',
  ),
  databaseUrl: secret(
    'LETTERLOCK_DATABASE_URL',
    'A PostgreSQL database (15 or later), such as `postgres://user:password@host/letterlock`. Any number of servers can share it. Searches need the extension `pg_trgm` to be fast: the server creates it, if it may. Default: an SQLite file in the data directory, for one server.',
    '--database',
  ),
  keys: secret(
    'LETTERLOCK_ENCRYPTION_KEYS',
    'Encryption keys, newest first, separated by commas; each has 32 random bytes in base64 (`openssl rand -base64 32`), or is wrapped by `LETTERLOCK_KEY_SERVICE`. The newest encrypts, all decrypt. Default: the lines of `encryption.key` in the data directory, which the first local start creates.',
  ),
  keyService: setting(
    'LETTERLOCK_KEY_SERVICE',
    '',
    'The key that wraps the encryption keys: `aws-kms:` with the ID, ARN or alias of a key (`aws-kms:alias/letterlock`), or `vault-transit:` with mount and key (`vault-transit:transit/letterlock`). Default: keys are stored as they are. See [encryption keys](encryption-keys.md#wrapped-by-a-key-service).',
  ),
  transitUrl: setting(
    'LETTERLOCK_VAULT_URL',
    '',
    'The URL of Vault or OpenBao, such as `https://vault.example.com:8200`, for `vault-transit`.',
  ),
  transitToken: secret(
    'LETTERLOCK_VAULT_TOKEN',
    'The token for Vault. One in a variable is kept valid while the server runs; one in a file is read again for each request, so that Vault Agent can replace it.',
  ),
  transitNamespace: setting(
    'LETTERLOCK_VAULT_NAMESPACE',
    '',
    'The namespace of Vault, such as `admin/team`. Default: the root namespace.',
  ),
  sandboxUrl: setting(
    'LETTERLOCK_SANDBOX_URL',
    '',
    'Sandbox mode: all calls to providers go to the sandbox at this URL. Not for production.',
  ),
  providers: setting(
    'LETTERLOCK_PROVIDERS_DIR',
    '',
    'A directory with provider definitions, one per file. See [adding a provider](adding-a-provider.md).',
  ),
  timeout: setting(
    'LETTERLOCK_PROVIDER_TIMEOUT_SECONDS',
    '15',
    'Timeout of a request to a provider for a token, an account lookup or a credential check.',
  ),
  refreshTimeout: setting(
    'LETTERLOCK_REFRESH_TIMEOUT_SECONDS',
    '65',
    'Timeout of a token refresh. A refresh is not aborted sooner, and no other process starts one for twice this time.',
  ),
  shutdownDelay: setting(
    'LETTERLOCK_SHUTDOWN_DELAY_SECONDS',
    '0',
    'How long a server goes on serving after it is told to stop. Meanwhile `/readyz` answers 503, so that a load balancer sends requests elsewhere. Choose a little more than the load balancer’s interval of checks.',
  ),
  soon: setting(
    'LETTERLOCK_EXPIRING_SOON_DAYS',
    '7',
    'For a credential that cannot be refreshed: how many days before it expires its connection gets the status `expiring_soon`.',
  ),
  smtpUrl: secret(
    'LETTERLOCK_SMTP_URL',
    'The SMTP server for outgoing email, such as `smtps://user:password@smtp.example.com`. Default: the server prints invitations and password reset links in its terminal.',
  ),
  emailFrom: setting(
    'LETTERLOCK_EMAIL_FROM',
    'Letterlock <letterlock@localhost>',
    'The sender of outgoing email.',
  ),
  secretAge: setting(
    'LETTERLOCK_CLIENT_SECRET_AGE_DAYS',
    '365',
    'After how many days members are reminded to replace the client secret of an OAuth app. 0: never. See [alerts](alerts.md).',
  ),
  keepEvents: setting('LETTERLOCK_EVENT_RETENTION_DAYS', '365', 'How many days events are kept.'),
  keepDeliveries: setting(
    'LETTERLOCK_WEBHOOK_DELIVERY_RETENTION_DAYS',
    '14',
    'How many days the log of webhook deliveries is kept.',
  ),
  keepCalls: setting(
    'LETTERLOCK_CALL_RETENTION_DAYS',
    '30',
    'How many days the log of calls, and the calls of each connection by hour, are kept.',
  ),
  maxCalls: setting(
    'LETTERLOCK_CALL_RETENTION_COUNT',
    '500000',
    'How many calls the log keeps at most, about 500 bytes each; older ones are deleted within an hour.',
  ),
  callSampleRate: setting(
    'LETTERLOCK_CALL_SAMPLE_RATE',
    '25',
    'How many calls per second each server logs; at higher rates, it logs a random sample of this size. The calls by hour count all calls. 0 disables both.',
  ),
  trustedProxies: setting(
    'LETTERLOCK_TRUSTED_PROXIES',
    '',
    'The trusted reverse proxies, which report the client’s address: addresses and ranges separated by commas, such as `10.0.0.0/8, 2001:db8::/32`, or their number, such as `1`. See [behind a reverse proxy](reverse-proxy.md).',
  ),
  rateLimit: setting(
    'LETTERLOCK_RATE_LIMIT_PER_MINUTE',
    '60000',
    'Requests per minute for each secret key, assistant or browser address.',
  ),
  maxBody: setting(
    'LETTERLOCK_PROXY_MAX_BODY_BYTES',
    '10485760',
    'The largest request body that the proxy forwards.',
  ),
  allowedOrigins: setting(
    'LETTERLOCK_ALLOWED_ORIGINS',
    '',
    'Origins of web pages that may call the MCP endpoint and the authorization server, separated by commas, such as `https://assistant.example.com`. Loopback origins are always allowed.',
  ),
  metricsPort: setting(
    'LETTERLOCK_METRICS_PORT',
    '',
    'A separate port for the metrics, at the same address. Default: `/metrics` is served beside the API.',
  ),
  metricsToken: secret(
    'LETTERLOCK_METRICS_TOKEN',
    'The token that a scraper of `/metrics` sends as `Authorization: Bearer …`: 16 characters or more. Default: no token is needed.',
  ),
  tracesProviders: setting(
    'LETTERLOCK_TRACE_PROVIDERS',
    'false',
    '`true` sends `traceparent` to providers, so that they can continue a trace. Spans need an OpenTelemetry SDK: see [tracing](monitoring.md#tracing).',
  ),
  logRequests: setting(
    'LETTERLOCK_LOG_REQUESTS',
    'false',
    '`true` logs every request at `info`, with its route, status, duration and principal. Rejected requests are logged anyway.',
  ),
  logLevel: setting('LETTERLOCK_LOG_LEVEL', 'info', 'One of `debug`, `info`, `warn`, `error`, `silent`.'),
} as const satisfies Record<string, Setting>
