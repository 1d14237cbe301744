import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { COMMAND_SETTINGS } from './command-settings.ts'
import type { Setting } from './setting.ts'
import { SETTINGS } from './settings.ts'
import { TEST_SETTINGS } from './test-settings.ts'
import { unknownSettings } from './unknown-settings.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PASSWORD = 'hunter2-secret'

const NUMBERS = ['abc', '1.5', '1e3', '0x10', '-1', '15s', '1 000', '١٢', '99999999999999999999']
const ORIGINS = [
  'connect.example.com',
  'connect.example.com:4400',
  '//connect.example.com',
  'ftp://connect.example.com',
  'https:/connect.example.com',
  'https://',
  'https://connect.example.com/path',
  'https://connect.example.com?query',
  'https://connect.example.com/#fragment',
  'https://connect.example.com:99999',
  'https://connect example.com',
  `https://ada:${PASSWORD}@connect.example.com`,
  'http://0.0.0.0:4400',
  'http://[::]',
]
const SERVERS = ['nonsense', 'host:25', 'https://host', `//ada:${PASSWORD}@host`, `x://ada:${PASSWORD}@host`]

/** For every setting, values that must be refused. */
const MALFORMED: Readonly<Record<keyof typeof SETTINGS, readonly string[]>> = {
  host: ['http://127.0.0.1', '127.0.0.1:4400', '[::1]:80', 'a b', 'x/y', '0.0.0.0', '::', '192.168.1.5', 'x'],
  port: [...NUMBERS, '65536'],
  publicUrl: [...ORIGINS, 'http://connect.example.com', 'http://192.168.1.5:4400', 'x'.repeat(500)],
  data: [],
  databaseUrl: [...SERVERS, 'mysql://x/y', `postgres://ada:${PASSWORD}#@host/name`],
  keys: [
    'short',
    PASSWORD,
    `${randomBytes(32).toString('base64')},`,
    randomBytes(31).toString('base64'),
    'aws-kms:',
    'vault:v1:not base64',
    ',',
  ],
  keyService: [
    'letterlock',
    'gcp:key',
    'aws-kms:',
    'aws-kms:a b',
    'vault-transit:letterlock',
    'vault-transit:/x',
  ],
  transitUrl: [...ORIGINS, 'http://vault.example.com:8200'],
  transitToken: [],
  transitNamespace: [],
  sandboxUrl: ORIGINS,
  providers: [],
  timeout: [...NUMBERS, '0', '121'],
  refreshTimeout: [...NUMBERS, '0', '601'],
  shutdownDelay: [...NUMBERS, '121'],
  soon: [...NUMBERS, '366'],
  smtpUrl: [...SERVERS, 'smtp://', 'smtps://:25', `smtps://ada:${PASSWORD}%@ho st`],
  emailFrom: ['name', 'a@', '@b', 'Ada <ada>', 'Ada <ada@x', 'a@b, c@d', 'Ada <a@b>\r\nBcc: <c@d>'],
  secretAge: [...NUMBERS, '3651'],
  keepEvents: [...NUMBERS, '0', '36501'],
  keepDeliveries: [...NUMBERS, '0', '366'],
  keepCalls: [...NUMBERS, '0', '3651'],
  maxCalls: [...NUMBERS, '999'],
  callSampleRate: [...NUMBERS, '10001'],
  trustedProxies: [
    '-1',
    '11',
    'proxy.example.com',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.1,',
    '10.0.0.0/8 ::1',
    '10.0.0.1:80',
  ],
  rateLimit: [...NUMBERS, '0'],
  maxBody: [...NUMBERS, '1023'],
  allowedOrigins: [...ORIGINS, 'https://good.example,nonsense'],
  metricsPort: [...NUMBERS, '0', '65536'],
  metricsToken: ['short', 'a token with spaces', 'ü'.repeat(20)],
  tracesProviders: ['yes', '1'],
  logRequests: ['yes', '1'],
  logLevel: ['verbose', 'debug,info', '1'],
}

/** `NAME is “value”, which is wrong in this way: do that instead.` Or, of a secret, without its value. */
const SENTENCE = /^LETTERLOCK_[A-Z_]+ (?:is “[^\n]{0,81}”, which |must |has |is )[^\n]+: [^\n]+\.$/

test('E2: every malformed value of every setting is reported in one sentence, without secrets', () => {
  for (const [key, values] of Object.entries(MALFORMED)) {
    const { name, secret } = SETTINGS[key as keyof typeof SETTINGS]
    for (const value of values)
      assert.throws(
        () => readConfig({ [name]: value }),
        ({ name: kind, message }: Error) => {
          const context = `${name}=${value}: ${message}`
          assert.equal(kind, 'ConfigError', context)
          assert.match(message, SENTENCE, context)
          assert.ok(message.includes(name), context)
          assert.ok(!message.includes(PASSWORD), context)
          if (secret) assert.ok(!message.includes(`“${value}”`), context)
          return true
        },
        `${name}=${value}`,
      )
  }
})

test('E2: common spellings of values are accepted', () => {
  const taken: readonly [Record<string, string>, object][] = [
    [{ LETTERLOCK_PUBLIC_URL: 'https://Connect.example.com/' }, { publicUrl: 'https://connect.example.com' }],
    [{ LETTERLOCK_PUBLIC_URL: 'https://x.example:443' }, { publicUrl: 'https://x.example' }],
    [
      { LETTERLOCK_HOST: '0.0.0.0', LETTERLOCK_PUBLIC_URL: 'http://127.0.0.2:1' },
      { publicUrl: 'http://127.0.0.2:1' },
    ],
    [{ LETTERLOCK_HOST: '[::1]' }, { host: '::1', publicUrl: 'http://[::1]:4400' }],
    [{ LETTERLOCK_HOST: '::ffff:127.0.0.1' }, { host: '::ffff:7f00:1' }],
    [{ LETTERLOCK_HOST: '127.0.0.2', LETTERLOCK_PORT: '80' }, { publicUrl: 'http://127.0.0.2' }],
    [{ LETTERLOCK_HOST: 'app.localhost', LETTERLOCK_PORT: '1' }, { publicUrl: 'http://app.localhost:1' }],
    [
      { LETTERLOCK_LOG_LEVEL: 'WARN', LETTERLOCK_PORT: ' 80 ' },
      { logLevel: 'warn', port: 80 },
    ],
    [{ LETTERLOCK_DATABASE_URL: 'postgresql:///letters' }, { databaseUrl: 'postgresql:///letters' }],
  ]
  for (const [environment, expected] of taken) {
    const config = readConfig(environment)
    for (const [key, value] of Object.entries(expected))
      assert.equal(config[key as keyof typeof config], value, JSON.stringify(environment))
  }
  const empty = Object.fromEntries(Object.values(SETTINGS).map(({ name }) => [name, ' ']))
  assert.deepEqual(readConfig(empty), readConfig({}), 'an empty value counts as none')
})

test('E2: everything that is wrong is output at once', () => {
  assert.throws(
    () => readConfig({ LETTERLOCK_PORT: 'abc', LETTERLOCK_SMTP_URL: 'x', LETTERLOCK_LOG_LEVEL: 'loud' }),
    ({ message }: Error) => {
      assert.deepEqual(
        message.split('\n').map((line) => line.split(' ')[0]),
        ['LETTERLOCK_PORT', 'LETTERLOCK_SMTP_URL', 'LETTERLOCK_LOG_LEVEL'],
      )
      return true
    },
  )
})

test('E2: an unknown name is warned about, with the most similar one', () => {
  const advice = (name: string): string => unknownSettings({ [name]: 'x' }).join('\n')
  for (const [slip, meant] of [
    ['LETTERLOCK_PUBLIC_ULR', 'LETTERLOCK_PUBLIC_URL'],
    ['LETTERLOCK_PROT', 'LETTERLOCK_PORT'],
    ['LETTERLOCK_ENCRYPTION_KEY', 'LETTERLOCK_ENCRYPTION_KEYS'],
    ['LETTERLOCK_SECRETKEY', 'LETTERLOCK_SECRET_KEY'],
    ['letterlock_port', 'LETTERLOCK_PORT'],
  ] as const)
    assert.equal(
      advice(slip),
      `${slip} is not a setting of Letterlock, and is ignored: did you mean ${meant}?`,
    )
  // Where the package is installed, there are no documents beside it.
  assert.match(advice('LETTERLOCK_SOMETHING_ELSE_ENTIRELY'), /: https:\S+\/configuration\/ lists all$/)
  assert.deepEqual(unknownSettings({ LETTERLOCK_URL: 'x', LETTERLOCK_TEST_KILL_ROUNDS: '1', PATH: '/' }), [])
})

/** Where the settings are described. */
const TABLES: ReadonlySet<string> = new Set(
  ['settings', 'command-settings', 'test-settings'].map((name) => `server/src/config/${name}.ts`),
)

test('E2: every setting that the code reads is documented, and every one that is documented is read', () => {
  const read = new Set<string>()
  const files = globSync('{server,cli,sdk,sandbox,dashboard,testing,bench,scripts,examples}/**/*.{ts,tsx}', {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules') || name.endsWith('/dist'),
  })
  for (const file of files)
    if (!TABLES.has(file))
      for (const [name] of readFileSync(join(ROOT, file), 'utf8').matchAll(/LETTERLOCK_[A-Z_]*[A-Z]\b/g))
        // Tests also set names that mean nothing.
        if (!/(^|\/)test\/|\.test\.ts$/.test(file) || name.startsWith('LETTERLOCK_TEST_')) read.add(name)
  for (const key of Object.keys(SETTINGS))
    assert.match(
      readFileSync(join(ROOT, 'server/src/config/config.ts'), 'utf8'),
      new RegExp(`SETTINGS\\.${key}\\b`),
    )
  const tables = [SETTINGS, COMMAND_SETTINGS, TEST_SETTINGS].flatMap((table) => Object.values(table))
  const documented = [
    ...readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8').matchAll(/^### `(LETTERLOCK_\w+)`$/gm),
  ].map(([, name]) => name)
  assert.deepEqual(new Set(documented), new Set(tables.map(({ name }) => name)))
  // A secret can be in a file.
  const known = new Set([
    ...documented,
    ...tables.flatMap(({ name, secret }) => (secret ? [`${name}_FILE`] : [])),
  ])
  assert.deepEqual(
    [...read].filter((name) => !known.has(name)),
    [],
  )
  for (const { name } of [...Object.values(COMMAND_SETTINGS), ...Object.values(TEST_SETTINGS)])
    assert.ok(read.has(name), `${name} is documented, and nothing reads it`)
})

test('a secret in a setting and in a file at once is refused, for every secret', () => {
  const secrets = Object.values<Setting>(SETTINGS).filter(({ secret }) => secret)
  assert.ok(secrets.length >= 5)
  for (const { name } of secrets)
    assert.throws(() => readConfig({ [name]: 'one', [`${name}_FILE`]: '/run/secrets/other' }), {
      name: 'ConfigError',
      message: new RegExp(`^${name} and ${name}_FILE are both set: remove one of them\\.`, 'm'),
    })
})

test('a secret can be in a file; what cannot be read is said with its variable', (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'letterlock-config-'))
  context.after(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'keys')
  const keys = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'))
  writeFileSync(file, `${keys.join('\n')}\n`)
  const config = readConfig({ LETTERLOCK_ENCRYPTION_KEYS_FILE: file })
  assert.deepEqual([config.encryptionKeys, config.encryptionKeysFile], [keys, file])
  const empty = readConfig({ LETTERLOCK_ENCRYPTION_KEYS: ' ', LETTERLOCK_ENCRYPTION_KEYS_FILE: file })
  assert.deepEqual(empty.encryptionKeys, keys)
  assert.throws(() => readConfig({ LETTERLOCK_SMTP_URL_FILE: join(directory, 'none') }), {
    name: 'ConfigError',
    message:
      /^LETTERLOCK_SMTP_URL_FILE is “.*”, which cannot be read \(ENOENT.*\): set it to a file that this user can read\.$/,
  })
  assert.deepEqual(unknownSettings({ LETTERLOCK_DATABASE_URL_FILE: 'x' }), [])
  assert.equal(unknownSettings({ LETTERLOCK_PORT_FILE: 'x' }).length, 1)
})
