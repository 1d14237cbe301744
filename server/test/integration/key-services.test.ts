import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { NODE_ENVIRONMENT, programOf } from 'letterlock/launch.ts'
import { connect } from '@letterlock/testing/connect.ts'
import {
  KMS_CREDENTIALS,
  KMS_REGION,
  startKmsServer,
  type KmsServer,
} from '@letterlock/testing/kms-server.ts'
import { startTransitServer, type TransitServer } from '@letterlock/testing/transit-server.ts'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const MAIN = programOf('server')

type Environment = Readonly<Record<string, string>>

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-key-service-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const kmsEnvironment = ({ url, alias }: KmsServer): Environment => ({
  LETTERLOCK_KEY_SERVICE: `aws-kms:${alias}`,
  AWS_ENDPOINT_URL_KMS: url,
  AWS_REGION: KMS_REGION,
  AWS_ACCESS_KEY_ID: KMS_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KMS_CREDENTIALS.secretAccessKey,
})

const transitEnvironment = ({ url, path, token, namespace }: TransitServer): Environment => ({
  LETTERLOCK_KEY_SERVICE: `vault-transit:${path}`,
  LETTERLOCK_VAULT_URL: url,
  LETTERLOCK_VAULT_TOKEN: token,
  LETTERLOCK_VAULT_NAMESPACE: namespace,
})

/** Where nothing listens any more. */
async function closedUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return `http://127.0.0.1:${port}`
}

function spawnMain(folder: string, environment: Environment, args: readonly string[] = []) {
  const env = {
    ...NODE_ENVIRONMENT,
    PATH: process.env['PATH'],
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_PORT: '0',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'none'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    ...environment,
  }
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output.text += chunk.toString()))
  return { child, output, ended: once(child, 'close') as Promise<[number | null]> }
}

async function run(folder: string, environment: Environment, ...args: string[]) {
  const { output, ended } = spawnMain(folder, environment, args)
  const [code] = await ended
  return { code, text: output.text }
}

/** Starts the server until it is ready, and stops it. @returns what it has printed */
async function startOnce(folder: string, environment: Environment): Promise<string> {
  const { child, output, ended } = spawnMain(folder, environment)
  await waitFor(
    () => output.text,
    (text) => text.includes('server ready') || child.exitCode !== null,
  )
  child.kill('SIGTERM')
  await ended
  return output.text
}

const storedIn = (folder: string): string[] =>
  readFileSync(join(folder, 'encryption.key'), 'utf8').trim().split('\n')

/** What every text must not contain: the keys, and what the service is used with. */
function assertNoSecret(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) assert.ok(!text.includes(secret), text)
}

test('AWS KMS wraps the encryption key: created, unwrapped at each start, rotated, verified', async (t) => {
  await using kms = await startKmsServer()
  const folder = newFolder(t)
  const environment = kmsEnvironment(kms)
  const first = await startOnce(folder, environment)
  assert.match(first, /server ready/)
  assertNoSecret(first, [KMS_CREDENTIALS.secretAccessKey])
  const [wrapped = ''] = storedIn(folder)
  assert.match(wrapped, /^aws-kms:[A-Za-z\d+/]{80,}={0,2}$/)
  // A wrapped key is stored once the service has unwrapped it.
  assert.deepEqual(kms.operations, ['TrentService.Encrypt 200', 'TrentService.Decrypt 200'])

  assert.match(await startOnce(folder, environment), /server ready/)
  assert.deepEqual(kms.operations.slice(2), ['TrentService.Decrypt 200'])

  const rotated = await run(folder, environment, 'rotate-encryption-keys')
  assert.equal(rotated.code, 0, rotated.text)
  assert.equal(storedIn(folder).length, 2)
  assert.ok(storedIn(folder).every((stored) => stored.startsWith('aws-kms:')))
  writeFileSync(join(folder, 'encryption.key'), `${storedIn(folder)[0] ?? ''}\n`)
  const verified = await run(folder, environment, 'verify-encryption-keys')
  assert.equal(verified.code, 0, verified.text)

  // By ARN, no region is needed.
  const { AWS_REGION: _region, ...others } = environment
  const byArn = { ...others, LETTERLOCK_KEY_SERVICE: `aws-kms:${kms.arn}` }
  assert.match(await startOnce(folder, byArn), /server ready/)
  assert.match(await startOnce(folder, others), /needs a region: set AWS_REGION/)
})

test('AWS KMS: each reason why a start cannot unwrap the key is said with what to do, and nothing is lost', async (t) => {
  await using kms = await startKmsServer()
  const folder = newFolder(t)
  const environment = kmsEnvironment(kms)
  await startOnce(folder, environment)
  const stored = storedIn(folder)
  const failsWith = async (expected: RegExp, changes: Environment = {}): Promise<void> => {
    const { code, text } = await run(folder, { ...environment, ...changes })
    assert.equal(code, 1, text)
    assert.match(text, expected)
    assert.match(text, /^Letterlock cannot start: [^\n]+\.\n$/m)
    assertNoSecret(text, [KMS_CREDENTIALS.secretAccessKey, ...stored])
  }
  kms.allow(['Encrypt'])
  await failsWith(/denies the use of the key alias\/letterlock: allow kms:Encrypt and kms:Decrypt/)
  kms.allow(['Encrypt', 'Decrypt'])
  kms.setState('Disabled')
  await failsWith(/has disabled the key .*: enable it\./)
  kms.setState('PendingDeletion')
  await failsWith(/cannot use the key .* in its state: cancel its deletion/)
  kms.setState('Enabled')
  await failsWith(/has no key alias\/other: correct the key/, {
    LETTERLOCK_KEY_SERVICE: 'aws-kms:alias/other',
  })
  await failsWith(/rejects the signature/, { AWS_SECRET_ACCESS_KEY: 'another secret' })
  await failsWith(/does not know the credentials/, { AWS_ACCESS_KEY_ID: 'AKIAOTHER' })
  await failsWith(/gets no credentials: let this machine/, {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
  })
  await failsWith(/does not respond \(ECONNREFUSED\)/, { AWS_ENDPOINT_URL_KMS: await closedUrl() })
  await failsWith(/Encryption key 1 of 1 is wrapped by aws-kms: set LETTERLOCK_KEY_SERVICE/, {
    LETTERLOCK_KEY_SERVICE: '',
  })
  const damaged = `aws-kms:${Buffer.from(stored[0]?.slice(8) ?? '', 'base64')
    .fill(0, 50, 60)
    .toString('base64')}`
  await failsWith(/cannot unwrap an encryption key: .*damaged/, { LETTERLOCK_ENCRYPTION_KEYS: damaged })
  assert.deepEqual(storedIn(folder), stored)
  assert.match(await startOnce(folder, environment), /server ready/)
})

test('Vault wraps keys that were stored as they are, and wraps them again with a new version of its key', async (t) => {
  await using transit = await startTransitServer()
  const folder = newFolder(t)
  assert.match(await startOnce(folder, {}), /server ready/)
  const [plain = ''] = storedIn(folder)
  const environment = transitEnvironment(transit)

  const wrapped = await run(folder, environment, 'wrap-encryption-keys')
  assert.equal(wrapped.code, 0, wrapped.text)
  assert.match(storedIn(folder)[0] ?? '', /^vault:v1:/)
  assertNoSecret(`${wrapped.text}${readFileSync(join(folder, 'encryption.key'), 'utf8')}`, [
    plain,
    transit.token,
  ])
  const second = await startOnce(folder, environment)
  assert.match(second, /server ready/)
  assertNoSecret(second, [plain, transit.token])

  transit.rotateKey()
  await run(folder, environment, 'wrap-encryption-keys')
  assert.match(storedIn(folder)[0] ?? '', /^vault:v2:/)
  transit.setMinDecryptionVersion(2)
  const verified = await run(folder, environment, 'verify-encryption-keys')
  assert.equal(verified.code, 0, verified.text)

  // In a variable: the value is printed, to be stored where the variable comes from.
  const printed = await run(
    folder,
    { ...environment, LETTERLOCK_ENCRYPTION_KEYS: plain },
    'wrap-encryption-keys',
  )
  assert.match(printed.text, /^LETTERLOCK_ENCRYPTION_KEYS=vault:v2:\S+\n$/)
  const created = await run(folder, environment, 'create-encryption-key')
  assert.match(created.text, /^vault:v2:\S+\n$/)
})

test('Vault: each reason why a start cannot unwrap the key is said with what to do', async (t) => {
  await using transit = await startTransitServer()
  const folder = newFolder(t)
  const environment = transitEnvironment(transit)
  assert.match(await startOnce(folder, environment), /server ready/)
  const failsWith = async (expected: RegExp, changes: Environment = {}): Promise<void> => {
    const { code, text } = await run(folder, { ...environment, ...changes })
    assert.equal(code, 1, text)
    assert.match(text, expected)
    assertNoSecret(text, [transit.token, environment['LETTERLOCK_VAULT_TOKEN'] ?? ''])
  }
  transit.setReady(false)
  await failsWith(/is not ready \(Vault is sealed\): see/)
  transit.setReady(true)
  await failsWith(
    /denies transit\/decrypt\/letterlock of the namespace .*\(permission denied\): allow “update”/,
    {
      LETTERLOCK_VAULT_NAMESPACE: 'other',
    },
  )
  await failsWith(/has no transit\/decrypt\/other/, { LETTERLOCK_KEY_SERVICE: 'vault-transit:transit/other' })
  await failsWith(/does not respond \(ECONNREFUSED\): start it/, {
    LETTERLOCK_VAULT_URL: await closedUrl(),
  })
  await failsWith(/LETTERLOCK_VAULT_TOKEN must be set/, { LETTERLOCK_VAULT_TOKEN: '' })
  transit.rotateKey()
  transit.setMinDecryptionVersion(2)
  await failsWith(/rejects transit\/decrypt\/letterlock .*too old.*: make sure that/)
  transit.setMinDecryptionVersion(1)
  transit.replaceToken()
  await failsWith(/permission denied/)
})

test('a running server unwraps a key that is added, and keeps its token valid', async () => {
  await using transit = await startTransitServer()
  transit.setTtl(10)
  await using world = await startWorld(transitEnvironment(transit))
  const { id } = await connect(world)
  await waitUntil(
    () => transit.requests.includes('POST /v1/auth/token/renew-self 200'),
    'the token is kept valid',
    15_000,
  )
  const rotated = await run(world.config.dataDirectory, transitEnvironment(transit), 'rotate-encryption-keys')
  assert.equal(rotated.code, 0, rotated.text)
  // The server has no other way to the new key than the service.
  const { accessToken } = await world.client.connections.getAccessToken(id)
  assert.ok(accessToken)
  assert.equal(
    world.log.some((line) => line.includes('cannot be read')),
    false,
  )
})

test('a token in a file is read again for each request, and not kept valid', async (t) => {
  await using transit = await startTransitServer()
  transit.setTtl(10)
  const folder = newFolder(t)
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, `${transit.token}\n`)
  const { LETTERLOCK_VAULT_TOKEN: _token, ...others } = transitEnvironment(transit)
  const environment = { ...others, LETTERLOCK_VAULT_TOKEN_FILE: tokenFile }
  assert.match(await startOnce(folder, environment), /server ready/)
  writeFileSync(tokenFile, transit.replaceToken())
  assert.match(await startOnce(folder, environment), /server ready/)
  assert.deepEqual(
    transit.requests.filter((request) => request.includes('/auth/token/')),
    [],
  )
})

test('a key that the service could not unwrap again is not stored, neither at the first start nor instead of one that is readable', async (t) => {
  let answer = 'vault:v1:AAAA'
  const liar = createHttpServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ data: { ciphertext: answer, plaintext: 'AAAA' } }))
  }).listen(0, '127.0.0.1')
  await once(liar, 'listening')
  t.after(() => void liar.close())
  const { port } = liar.address() as AddressInfo
  const environment = {
    LETTERLOCK_KEY_SERVICE: 'vault-transit:transit/letterlock',
    LETTERLOCK_VAULT_URL: `http://127.0.0.1:${port}`,
    LETTERLOCK_VAULT_TOKEN: 'token',
  }
  for (answer of ['vault:v1:AAAA', 'hello', ''])
    for (const args of [[], ['create-encryption-key']]) {
      const folder = newFolder(t)
      const { code, text } = await run(folder, environment, ...args)
      assert.equal(code, 1, text)
      assert.ok(!existsSync(join(folder, 'encryption.key')), answer)
    }
  const folder = newFolder(t)
  await startOnce(folder, {})
  const file = join(folder, 'encryption.key')
  const before = readFileSync(file, 'utf8')
  const { code, text } = await run(folder, environment, 'wrap-encryption-keys')
  assert.equal(code, 1, text)
  assert.equal(readFileSync(file, 'utf8'), before)
})
