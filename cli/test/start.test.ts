import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import { MAIN } from './main.ts'

/** All of our environment that a command needs: `NODE_OPTIONS` names the condition under which packages resolve to sources; compiled code is shared. */
const { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE } = process.env

interface Started {
  readonly child: ChildProcess
  /** What was printed so far, on either stream. */
  printed(): string
  /** Waits until it is printed. */
  sees(expected: RegExp): Promise<RegExpExecArray>
  ended: Promise<[code: number | null, signal: string | null]>
}

function run(args: readonly string[], environment: Record<string, string>): Started {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE, NO_COLOR: '1', ...environment },
    // The channel ends it with this test, whatever ends this test.
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  })
  let text = ''
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  const looking = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      for (const look of looking) look()
    })
  return {
    child,
    ended,
    printed: () => text,
    async sees(expected) {
      const found = Promise.withResolvers<RegExpExecArray>()
      const look = (): void => {
        const match = expected.exec(text)
        if (match) found.resolve(match)
      }
      looking.add(look)
      look()
      const early = ended.then(() => assert.fail(`it ended without ${expected}:\n${text}`))
      return Promise.race([found.promise, early]).finally(() => looking.delete(look))
    },
  }
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-start-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const lan = Object.values(networkInterfaces())
  .flat()
  .find((address) => address && !address.internal && address.family === 'IPv4')?.address

const HOSTS: readonly (readonly [host: string, listens: RegExp, more?: Record<string, string>])[] = [
  ['127.0.0.2', /^http:\/\/127\.0\.0\.2:\d+$/],
  ['::1', /^http:\/\/\[::1\]:\d+$/],
  ['[::1]', /^http:\/\/\[::1\]:\d+$/],
  ['localhost', /^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/],
  ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+$/, { LETTERLOCK_PUBLIC_URL: 'http://127.0.0.1:4400' }],
  ['::', /^http:\/\/\[::1\]:\d+$/, { LETTERLOCK_PUBLIC_URL: 'https://letters.example' }],
  ...(lan
    ? [
        [
          lan,
          new RegExp(`^http://${lan}:\\d+$`),
          { LETTERLOCK_PUBLIC_URL: 'https://letters.example' },
        ] as const,
      ]
    : []),
]

for (const [host, listens, more = {}] of HOSTS)
  test(`E1: start at ${host}: ready where it really listens, and found there by other commands`, async (t) => {
    const LETTERLOCK_DATA_DIR = join(folderOf(t), 'data')
    const keys = more['LETTERLOCK_PUBLIC_URL']?.startsWith('https')
      ? { LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64') }
      : {}
    const started = run(['start', '--sandbox'], {
      LETTERLOCK_DATA_DIR,
      LETTERLOCK_HOST: host,
      LETTERLOCK_PORT: '0',
      LETTERLOCK_SANDBOX_PORT: '0',
      ...keys,
      ...more,
    })
    await started.sees(/Stop with Ctrl-C/)
    const address = readFileSync(join(LETTERLOCK_DATA_DIR, 'address'), 'utf8').trim()
    assert.match(address, listens)
    assert.equal((await fetch(`${address}/readyz`)).status, 200)
    const list = run(['connections', 'list'], { LETTERLOCK_DATA_DIR })
    await list.sees(/No connections/)
    started.child.kill('SIGTERM')
    assert.deepEqual(await started.ended, [0, null], started.printed())
    assert.ok(
      !existsSync(join(LETTERLOCK_DATA_DIR, 'address')),
      'a server that has ended is looked for nowhere',
    )
  })

test('E1: a second start, on the same port or directory, says where the first one is and what to do', async (t) => {
  const environment = { LETTERLOCK_PORT: String(await freePort()), LETTERLOCK_HOST: '127.0.0.3' }
  const LETTERLOCK_DATA_DIR = folderOf(t)
  const first = run(['start'], { ...environment, LETTERLOCK_DATA_DIR })
  await first.sees(/Set up the dashboard/)
  const second = run(['start'], { ...environment, LETTERLOCK_DATA_DIR: folderOf(t) })
  assert.deepEqual(await second.ended, [1, null])
  assert.match(
    second.printed(),
    /^✗ Another Letterlock is running already, at http:\/\/127\.0\.0\.3:\d+, with other data\.\n {2}Stop it .* start --data \S+ --port \d+\n$/,
  )
  for (const [args, hint] of [
    [['start'], /: npx letterlock start --data/],
    [
      ['start', '--sandbox', '--port', '0'],
      /: LETTERLOCK_SANDBOX_PORT=\d+ npx letterlock start --sandbox --data/,
    ],
  ] as const) {
    const same = run(args, { ...environment, LETTERLOCK_DATA_DIR })
    assert.deepEqual(await same.ended, [1, null])
    assert.match(
      same.printed(),
      /^✗ Letterlock is running already, at http:\/\/127\.0\.0\.3:\d+, with the data in \//,
    )
    assert.match(same.printed(), hint)
    assert.ok(!existsSync(join(LETTERLOCK_DATA_DIR, 'sandbox.json')), 'no sandbox was started')
  }
  first.child.kill('SIGTERM')
  assert.deepEqual(await first.ended, [0, null])
  const again = run(['start'], { ...environment, LETTERLOCK_DATA_DIR })
  await again.sees(/Set up the dashboard/)
  again.child.kill('SIGTERM')
  await again.ended
})

test('E1: a port that another program uses is told by the one who wants it', async (t) => {
  const other = createServer().listen(0, '127.0.0.3')
  await once(other, 'listening')
  t.after(() => other.close())
  const LETTERLOCK_PORT = String((other.address() as AddressInfo).port)
  const wanting = run(['start'], {
    LETTERLOCK_PORT,
    LETTERLOCK_HOST: '127.0.0.3',
    LETTERLOCK_DATA_DIR: folderOf(t),
  })
  // It accepts connections, and answers none.
  assert.deepEqual(await wanting.ended, [1, null])
  assert.match(
    wanting.printed(),
    /cannot start: LETTERLOCK_PORT is \d+, which is in use at 127\.0\.0\.3: stop/,
  )
  assert.match(wanting.printed(), /✗ The server ended while starting, with status 1\.\n/)
})

test('the sandbox’s own port, where another program uses it, is told with the setting that chooses another', async (t) => {
  const other = createServer().listen(4401, '127.0.0.1')
  // If it cannot listen, another program uses the port already.
  await once(other, 'listening').catch(() => undefined)
  t.after(() => other.close())
  const wanting = run(['start', '--sandbox'], { LETTERLOCK_PORT: '0', LETTERLOCK_DATA_DIR: folderOf(t) })
  assert.deepEqual(await wanting.ended, [1, null])
  assert.match(wanting.printed(), /LETTERLOCK_SANDBOX_PORT is 4401, which is in use: stop/)
})

test('a start speaks of the setup link only while there is one', async (t) => {
  const environment = {
    LETTERLOCK_DATA_DIR: folderOf(t),
    LETTERLOCK_PORT: String(await freePort()),
    LETTERLOCK_SANDBOX_PORT: '0',
  }
  const first = run(['start', '--sandbox'], environment)
  const [, address = '', token] = await first.sees(/Set up the dashboard.*: (http:\S+)\/setup#(\S+)\n/)
  await first.sees(/Dashboard: .*the first time with the link above[^]*Stop with/)
  const owner = { name: 'Olga', email: 'olga@letters.example', password: 'a passphrase of Olga’s own' }
  const setup = await fetch(`${address}/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ token, ...owner }),
  })
  assert.equal(setup.status, 204, await setup.text())
  first.child.kill('SIGTERM')
  await first.ended

  const second = run(['start', '--sandbox'], environment)
  await second.sees(/Stop with Ctrl-C/)
  assert.doesNotMatch(second.printed(), /link/)
  second.child.kill('SIGTERM')
  await second.ended
})

test('a start that is stopped while it prepares the sandbox says so, and the next one works', async (t) => {
  const environment = {
    LETTERLOCK_DATA_DIR: folderOf(t),
    LETTERLOCK_HOST: '127.0.0.3',
    LETTERLOCK_PORT: '0',
    LETTERLOCK_SANDBOX_PORT: '0',
  }
  const first = run(['start', '--sandbox'], environment)
  // The server is ready; the OAuth apps of the sandbox are not registered yet.
  await first.sees(/Set up the dashboard/)
  first.child.kill('SIGTERM')
  assert.deepEqual(await first.ended, [1, null])
  assert.match(first.printed(), /\n✗ The server was stopped before it was ready\.\n {2}Start it again/)

  const second = run(['start', '--sandbox'], environment)
  await second.sees(/Stop with Ctrl-C/)
  second.child.kill('SIGTERM')
  assert.deepEqual(await second.ended, [0, null])
})

test('E2: the command tells malformed settings, and those of the sandbox, in one sentence', async (t) => {
  const LETTERLOCK_DATA_DIR = folderOf(t)
  const list = ['connections', 'list']
  const cases: readonly [string[], Record<string, string>, number, RegExp][] = [
    [['start'], { LETTERLOCK_PORT: 'abc' }, 1, /LETTERLOCK_PORT is “abc”, which is not a whole number/],
    [
      ['start'],
      { LETTERLOCK_HOST: '0.0.0.0', LETTERLOCK_PORT: String(await freePort()) },
      1,
      /LETTERLOCK_PUBLIC_URL must be set/,
    ],
    [
      ['sandbox', 'start'],
      { LETTERLOCK_SANDBOX_PORT: 'abc' },
      1,
      /LETTERLOCK_SANDBOX_PORT is “abc”, which is not a port/,
    ],
    [['sandbox', 'start', '--port', 'abc'], {}, 2, /--port.*is invalid.*whole number/],
    [
      ['start', '--database', 'postgres://u:verysecret@db/x'],
      {},
      2,
      /✗ The URL of --database has a password/,
    ],
    [list, { LETTERLOCK_URL: 'abc' }, 2, /✗ LETTERLOCK_URL is not the URL of a server\./],
    [list, { LETTERLOCK_URL: '', LETTERLOCK_SECRET_KEY: '' }, 4, /✗ There is no secret key/],
    [list, { LETTERLOCK_SECRET_KEY: 'llk_ xyz' }, 4, /✗ LETTERLOCK_SECRET_KEY is not a secret key\./],
    [list, { LETTERLOCK_SECRETKEY: 'x' }, 4, /^Warning: .*did you mean LETTERLOCK_SECRET_KEY\?\n/],
  ]
  for (const [args, environment, code, expected] of cases) {
    const failing = run(args, { LETTERLOCK_DATA_DIR, ...environment })
    assert.deepEqual(await failing.ended, [code, null], failing.printed())
    assert.match(failing.printed(), expected)
    assert.doesNotMatch(failing.printed(), /\n +at |llk_ xyz/, 'neither a stack nor a secret')
  }
})

async function startBoth(t: TestContext): Promise<{ started: Started; url: string; sandboxUrl: string }> {
  const started = run(['start', '--sandbox'], {
    LETTERLOCK_DATA_DIR: join(folderOf(t), 'data'),
    LETTERLOCK_PORT: '0',
    LETTERLOCK_SANDBOX_PORT: '0',
  })
  const [, url = ''] = await started.sees(/Letterlock is ready +(http\S+)/)
  const [, sandboxUrl = ''] = await started.sees(/The sandbox is too +(http\S+)\/_sandbox\//)
  return { started, url, sandboxUrl }
}

test('the settings of .env in the data directory count for every process that is started, and for commands', async (t) => {
  const folder = folderOf(t)
  const sandboxPort = await freePort()
  const lines = [
    'LETTERLOCK_PORT=0',
    `LETTERLOCK_SANDBOX_PORT=${sandboxPort}`,
    'LETTERLOCK_LOG_LEVEL=info',
    'LETTERLOCK_URL=abc',
  ]
  writeFileSync(join(folder, '.env'), lines.join('\n'))
  const started = run(['start', '--sandbox'], { LETTERLOCK_DATA_DIR: folder })
  const [, sandboxUrl] = await started.sees(/The sandbox is too +(http\S+)\/_sandbox\//)
  assert.equal(sandboxUrl, `http://127.0.0.1:${sandboxPort}`)
  assert.match(started.printed(), /"msg":"server ready"/)
  const doctor = run(['doctor'], { LETTERLOCK_DATA_DIR: folder })
  assert.deepEqual(await doctor.ended, [2, null])
  assert.match(doctor.printed(), /✗ LETTERLOCK_URL is not the URL of a server\./)

  const elsewhere = folderOf(t)
  writeFileSync(join(elsewhere, '.env'), '', { mode: 0o644 })
  const [, url = ''] = /ready +(http\S+)/.exec(started.printed()) ?? []
  const keyless = run(['doctor'], { LETTERLOCK_DATA_DIR: elsewhere, LETTERLOCK_URL: url })
  assert.deepEqual(await keyless.ended, [3, null])
  assert.match(keyless.printed(), /✓ server: ready[^]*✗ file: \S+\.env can be read by other users\n {2}chmod/)
  assert.match(keyless.printed(), /✗ secret key: There is no secret key/)
  started.child.kill('SIGTERM')
  await started.ended
})

/** The processes that this one has started, by the name of their program. */
function childOf({ child }: Started, name: 'server' | 'sandbox'): number {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
  // Its source, or the one that is built.
  const program = new RegExp(`/${name}(/src/main\\.ts|\\.js)\\0`)
  const found = children.find((pid) => program.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
  return Number(found ?? assert.fail(`no ${name} among ${children.join()}`))
}

const runs = (pid: number): boolean => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

for (const [dying, other] of [
  ['sandbox', 'server'],
  ['server', 'sandbox'],
] as const)
  test(`E3: when the ${dying} dies, the command says so, and ends the ${other}`, async (t) => {
    const { started, url, sandboxUrl } = await startBoth(t)
    process.kill(childOf(started, dying), 'SIGKILL')
    assert.deepEqual(await started.ended, [1, null])
    assert.match(
      started.printed(),
      new RegExp(`✗ The ${dying} ended, by SIGKILL, so the ${other} was ended too\\.\\n {2}\\S`),
    )
    assert.deepEqual([await answers(url), await answers(sandboxUrl)], [false, false])
  })

test('data of the sandbox and data of real providers are not mixed up', async (t) => {
  const LETTERLOCK_DATA_DIR = folderOf(t)
  const environment = { LETTERLOCK_DATA_DIR, LETTERLOCK_PORT: '0', LETTERLOCK_SANDBOX_PORT: '0' }
  const stop = async (started: Started): Promise<void> => {
    started.child.kill('SIGTERM')
    assert.deepEqual(await started.ended, [0, null])
  }
  const sandbox = run(['start', '--sandbox'], environment)
  await sandbox.sees(/Stop with Ctrl-C/)
  const fine = run(['doctor'], { LETTERLOCK_DATA_DIR })
  await fine.sees(/✓ providers: simulated by the sandbox/)
  await fine.ended
  await stop(sandbox)

  const real = run(['start'], environment)
  await real.sees(
    /\nWarning: The database has OAuth apps or accounts that were made with the sandbox \(app_\w+.*\), and this server calls the real providers/,
  )
  await real.sees(/server ready/)
  const doctor = run(['doctor'], { LETTERLOCK_DATA_DIR })
  await doctor.sees(/✗ providers: The database has OAuth apps or accounts that were made with the sandbox/)
  assert.deepEqual(await doctor.ended, [3, null])
  await stop(real)
  const again = run(['start', '--sandbox'], environment)
  await again.sees(/Stop with Ctrl-C/)
  assert.doesNotMatch(again.printed(), /Warning/)
  await stop(again)

  // An OAuth app of a real provider beside those of the sandbox: in any order, the sandbox is refused.
  const mixed = run(['start'], environment)
  await mixed.sees(/server ready/)
  const create = run(['oauth-apps', 'create', 'mailchimp', '123456789012'], environment)
  create.child.stdin?.end('a-client-secret')
  assert.deepEqual(await create.ended, [0, null], create.printed())
  await stop(mixed)
  const refused = run(['start', '--sandbox'], environment)
  assert.deepEqual(await refused.ended, [1, null])
  assert.match(
    refused.printed(),
    /cannot start: The database has OAuth apps or accounts of real providers, and the sandbox does not know them/,
  )
  const started = run(['start'], environment)
  await started.sees(/Delete those of the sandbox: \S.* connections delete ID/)
  await stop(started)
})

for (const [stopped, other] of [
  ['sandbox', 'server'],
  ['server', 'sandbox'],
] as const)
  test(`when the ${stopped} is stopped, the ${other} is too, and the command succeeds`, async (t) => {
    const { started, url, sandboxUrl } = await startBoth(t)
    process.kill(childOf(started, stopped), 'SIGTERM')
    assert.deepEqual(await started.ended, [0, null])
    assert.match(
      started.printed(),
      new RegExp(
        `\nThe ${stopped} was stopped, so the ${other} was ended too\\. What is stored is kept\\.\n$`,
      ),
    )
    assert.doesNotMatch(started.printed(), /✗/)
    assert.deepEqual([await answers(url), await answers(sandboxUrl)], [false, false])
  })

test('E12: the servers of start end with it, whatever ends it', async (t) => {
  const { started, url, sandboxUrl } = await startBoth(t)
  const [server, sandbox] = [childOf(started, 'server'), childOf(started, 'sandbox')]
  started.child.kill('SIGKILL')
  await waitUntil(() => !runs(server) && !runs(sandbox), 'both have ended', 20_000)
  assert.deepEqual([await answers(url), await answers(sandboxUrl)], [false, false])
})

test('E12: the command ends with the program that started it', async (t) => {
  const { started } = await startBoth(t)
  const [server, sandbox] = [childOf(started, 'server'), childOf(started, 'sandbox')]
  // After this, Node tells no “close” of it.
  const ended = once(started.child, 'exit')
  started.child.disconnect()
  assert.deepEqual(await ended, [0, null])
  await waitUntil(() => !runs(server) && !runs(sandbox), 'both have ended', 20_000)
})

test('E12: the temporary server of mcp ends with it, and leaves nothing behind', async (t) => {
  await using world = await startWorld()
  const [apiKey = ''] = Object.keys(world.sandbox.world.mailchimp.apiKeys)
  const TMPDIR = folderOf(t)
  const environment = {
    TMPDIR,
    XDG_CONFIG_HOME: TMPDIR,
    LETTERLOCK_DATA_DIR: join(TMPDIR, 'none'),
    LETTERLOCK_SANDBOX_URL: world.sandbox.url,
    // It ends by itself if no key works.
    MAILCHIMP_API_KEY: apiKey,
    MAILCHIMP_API_KEY_SHOP: 'nonsense-us1',
  }
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const mcp = run(['mcp'], environment)
    await mcp.sees(/MAILCHIMP_API_KEY_SHOP: /)
    const server = childOf(mcp, 'server')
    assert.equal(readdirSync(TMPDIR).filter((name) => name.startsWith('letterlock-')).length, 1)
    mcp.child.kill(signal)
    await waitUntil(() => !runs(server), 'the server has ended', 20_000)
    assert.deepEqual(
      readdirSync(TMPDIR).filter((name) => name.startsWith('letterlock-')),
      [],
      signal,
    )
  }
})
