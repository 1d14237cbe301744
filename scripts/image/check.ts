/**
 * Builds the image and runs it as an operator does: start, health check, connect, stop, start again with the same data, and its sandbox alone;
 * on a read-only file system, not as root. Needs Linux, root and buildah.
 *
 *   npm run test:image -- [--image IMAGE] [--base IMAGE] [--npmrc FILE] [--certificates FILE]
 *
 * `--image` checks one that is built; `--base` builds on another than the Dockerfile's, such as that of `debian-base.sh`.
 * `--npmrc` and `--certificates` are for a network that needs its own; they are in no layer of the image.
 */
import { startSandbox } from '@letterlock/sandbox/sandbox.ts'
import { Letterlock } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { addOAuthApp } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { arch, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { freePort } from '../../testing/src/free-port.ts'
import { buildImage, mountImage } from './buildah.ts'
import { healthCommand, runImage, runProgram, type RunningContainer } from './container.ts'

const READY_TIMEOUT_MS = 60_000

const { values: options } = parseArgs({
  options: {
    image: { type: 'string' },
    base: { type: 'string' },
    npmrc: { type: 'string' },
    certificates: { type: 'string' },
  },
})

function buildArguments(): string[] {
  const processor = `linux/${arch() === 'x64' ? 'amd64' : arch()}`
  const mounts = [
    [options.npmrc, '/root/.npmrc'],
    [options.certificates, '/etc/ca-build.pem'],
  ].flatMap(([file, place]) => (file === undefined ? [] : ['--volume', `${file}:${place}:ro`]))
  const base = options.base === undefined ? [] : ['--build-arg', `BASE=${options.base}`]
  return ['--network', 'host', '--build-arg', `BUILDPLATFORM=${processor}`, ...base, ...mounts]
}

function step(text: string): void {
  console.log(`✓ ${text}`)
}

const isReady = async (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

/** Milliseconds until it answers. */
async function untilReady(url: string, container: RunningContainer): Promise<number> {
  const began = performance.now()
  while (!(await isReady(url))) {
    if (performance.now() - began > READY_TIMEOUT_MS) throw new Error(`not ready:\n${container.printed()}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return Math.round(performance.now() - began)
}

/** Resources that are released when this program ends, also by a signal. */
await using owned = new AsyncDisposableStack()
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    // The steps go on meanwhile; what fails in them fails for this reason.
    process.setUncaughtExceptionCaptureCallback(() => {})
    void owned.disposeAsync().finally(() => process.exit(1))
  })

const tag = options.image ?? 'localhost/letterlock:check'
if (options.image === undefined) {
  await buildImage(join(import.meta.dirname, '../..'), tag, buildArguments())
  step(`${tag} is built`)
}

const image = owned.use(await mountImage(tag))
const { config } = image
assert.match(config.User, /^[1-9]\d*:[1-9]\d*$/)
assert.equal(config.StopSignal, 'SIGTERM')
assert.deepEqual(Object.keys(config.Volumes), ['/data'])
for (const label of ['title', 'description', 'licenses', 'source', 'version'])
  assert.ok(config.Labels[`org.opencontainers.image.${label}`], `no label ${label}`)
const [uid = 0, gid = 0] = config.User.split(':').map(Number)
const data = statSync(join(image.folder, 'data'))
assert.deepEqual([data.uid, data.gid, data.mode & 0o777], [uid, gid, 0o700])
assert.equal(statSync(image.folder).uid, 0)
step(`it runs as ${config.User}, stops on ${config.StopSignal}, keeps its data in /data, and has its labels`)

const volume = mkdtempSync(join(tmpdir(), 'letterlock-image-'))
owned.defer(() => rmSync(volume, { recursive: true }))
chownSync(volume, uid, gid)
const sandbox = owned.use(await startSandbox())
const port = String(await freePort())
const url = `http://127.0.0.1:${port}`
const environment = {
  LETTERLOCK_PORT: port,
  LETTERLOCK_PUBLIC_URL: url,
  LETTERLOCK_SANDBOX_URL: sandbox.url,
  LETTERLOCK_LOG_LEVEL: 'warn',
}
const health = (): Promise<string> => runProgram(image, volume, environment, healthCommand(config))
let container: RunningContainer | undefined
owned.defer(async () => void (await container?.stop()))

await assert.rejects(health())
container = runImage(image, volume, environment)
step(`it is ready in ${await untilReady(`${url}/readyz`, container)} ms`)
await health()
step('its health check fails before the start and succeeds after it')

const status = readFileSync(`/proc/${container.pid}/status`, 'utf8')
assert.match(status, new RegExp(`^Uid:\\t${uid}\\t${uid}\\t`, 'm'))
for (const place of ['/x', '/app/x', '/tmp/x'])
  await assert.rejects(runProgram(image, volume, environment, ['touch', place]), /Read-only file system/)
assert.equal(statSync(join(volume, 'letterlock.db')).uid, uid)
step('it is not root, and can write nothing but /data')

const secretKey = readFileSync(join(volume, 'secret.key'), 'utf8').trim()
const client = new Letterlock({ url, secretKey, maxRetries: 0 })
const [{ id: provider } = assert.fail()] = (await client.providers.list()).items
await addOAuthApp({ client, server: { url }, sandbox }, provider)
const { id, account } = await connect({ client, server: { url } }, { provider })
const { accessToken } = await client.connections.getAccessToken(id)
const list = await runProgram(image, volume, environment, ['letterlock', 'connections', 'list'])
assert.ok(list.includes(account.name), list)
assert.match(await (await fetch(`${url}/setup`)).text(), /<script type="module"/)
step(`${account.name} is connected, the command works inside, and the dashboard is there`)

assert.equal(await container.stop(), 0)
step('it stops with status 0')
container = runImage(image, volume, environment)
await untilReady(`${url}/readyz`, container)
assert.equal((await client.connections.getAccessToken(id)).accessToken, accessToken)
step('started again, it has the same data')
assert.equal(await container.stop(), 0)

// The arguments of compose.sandbox.yaml.
const sandboxUrl = `http://127.0.0.1:${port}`
const listening = ['--host=0.0.0.0', `--port=${port}`, '--worlds', '--tls-port=0']
const files = ['--certificate=/data/ca.pem', '--state=/data/sandbox.json']
const command = ['node', '/app/node_modules/letterlock/dist/sandbox.js', ...listening, ...files]
container = runImage(image, volume, {}, command)
step(`its sandbox is ready in ${await untilReady(`${sandboxUrl}/_sandbox/clock`, container)} ms`)
// A provider's own name, behind which the sandbox's clock is found, too.
const clock = `https://${sandbox.hosts[0]}/_sandbox/clock`
const { stdout } = await promisify(execFile)('curl', ['-sS', '-x', sandboxUrl, clock], {
  env: { PATH: process.env['PATH'], CURL_CA_BUNDLE: join(volume, 'ca.pem') },
})
assert.match(stdout, /"offsetSeconds":0/)
assert.equal(await container.stop(), 0)
assert.equal(statSync(join(volume, 'sandbox.json')).uid, uid)
step('its sandbox answers under the providers’ own names, and keeps its state')
