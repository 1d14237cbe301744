import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { programOf } from 'letterlock/launch.ts'

const PASSWORD = 'hunter2-secret'

test('E2: the program itself tells in one sentence why it cannot start, and warns of unknown names', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-configuration-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const main = programOf('server')
  let runs = 0
  const run = async (environment: Record<string, string>): Promise<string> => {
    const env = {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      LETTERLOCK_DATA_DIR: join(folder, String(runs++)),
      LETTERLOCK_PORT: '0',
      LETTERLOCK_LOG_LEVEL: 'silent',
      ...environment,
    }
    const failure = await promisify(execFile)(process.execPath, [main], { env }).catch(
      (error: { code: number; stderr: string }) => error,
    )
    assert.ok('code' in failure && failure.code === 1, JSON.stringify(failure))
    return failure.stderr
  }
  const cases: readonly [Record<string, string>, RegExp][] = [
    [
      { LETTERLOCK_PORT: 'abc' },
      /: LETTERLOCK_PORT is “abc”, which is not a whole number: use a number from/,
    ],
    [
      { LETTERLOCK_HOST: '192.0.2.1', LETTERLOCK_PUBLIC_URL: 'https://x.example' },
      /There is no encryption key/,
    ],
    [
      {
        LETTERLOCK_HOST: '192.0.2.1',
        LETTERLOCK_PUBLIC_URL: 'https://x.example',
        LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
      },
      /: LETTERLOCK_HOST is “192\.0\.2\.1”, which is not an address of this machine: /,
    ],
    [
      { LETTERLOCK_DATA_DIR: '/proc/letterlock/data' },
      /: LETTERLOCK_DATA_DIR is “.*”, which (?:cannot be used \(ENOENT\)|this user cannot write to): /,
    ],
    [{ LETTERLOCK_DATA_DIR: file }, /: LETTERLOCK_DATA_DIR is “.*”, which is a file, or is below a file: /],
    [
      { LETTERLOCK_DATA_DIR: join(file, 'x') },
      /: LETTERLOCK_DATA_DIR is “.*”, which is a file, or is below a file: /,
    ],
    [{ LETTERLOCK_PROVIDERS_DIR: file }, /: LETTERLOCK_PROVIDERS_DIR is “.*”, which is not a directory\. /],
    [
      { LETTERLOCK_PROVIDERS_DIR: join(folder, 'none') },
      /: LETTERLOCK_PROVIDERS_DIR is “.*”, which is not a directory\. /,
    ],
    [
      { LETTERLOCK_DATABASE_URL: `postgres://ada:${PASSWORD}@localhost:9/x` },
      /: LETTERLOCK_DATABASE_URL is the URL of a database that does not respond \(.*ECONNREFUSED.*\): /,
    ],
  ]
  await Promise.all(
    cases.map(async ([environment, expected]) => {
      const output = await run(environment)
      assert.match(output, expected)
      assert.match(output, /^Letterlock cannot start: [^\n]+\.\n$/)
      assert.ok(!output.includes(PASSWORD))
    }),
  )
  const output = await run({ LETTERLOCK_PORT: 'abc', LETTERLOCK_PROT: '1' })
  assert.match(output, /^Warning: LETTERLOCK_PROT is not a setting.*did you mean LETTERLOCK_PORT\?\n/)
})
