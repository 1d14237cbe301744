import assert from 'node:assert/strict'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import type { Command } from 'commander'
import { createProgram } from '../src/program.ts'
import { finish, run } from './run-command.ts'

const SOURCES = join(import.meta.dirname, '../src')

const withSubcommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
]

test('no command has an option of its own that every command has: it would never get its value', async () => {
  const program = await createProgram()
  const flags = new Set(program.options.flatMap(({ short, long }) => [short, long]))
  const twice = withSubcommands(program)
    .slice(1)
    .flatMap((command) =>
      command.options.map(({ short, long, flags: name }) => ({ short, long, name, command })),
    )
    .filter(({ short, long }) => (short && flags.has(short)) || (long && flags.has(long)))
    .map(({ command, name }) => `${command.name()} ${name}`)
  assert.deepEqual(twice, [])
})

test('the commands that choose a connection are those that take --connection', () => {
  const wrong = globSync('commands/**/*.ts', { cwd: SOURCES })
    // It reconnects the connection that --reconnect names.
    .filter((file) => file !== 'commands/connect.ts' && !file.endsWith('filter-options.ts'))
    .filter((file) => {
      const text = readFileSync(join(SOURCES, file), 'utf8')
      const chooses = /\b(?:chosenConnection|connectionFilter|filterOf)\(command/.test(
        text.replaceAll('(filter, ', '('),
      )
      return chooses !== text.includes('connectionCommand(')
    })
  assert.deepEqual(wrong, [])
})

async function failing(world: Parameters<typeof run>[0], code: number, ...args: string[]): Promise<string> {
  const ended = await finish(run(world, args))
  assert.equal(ended.code, code, `${args.join(' ')}: ${ended.out}${ended.err}`)
  return ended.err
}

/** Nothing listens there. */
const nowhere = { server: { localUrl: 'http://127.0.0.1:9' }, secretKey: 'llk_x' } as TestWorld

test('wrong usage is told in a sentence, with what was probably meant', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      'contacts find',
      /^✗ Missing required argument “email”\.\n {2}“npx letterlock contacts find --help” shows the usage\.\n$/,
    ],
    [
      'connectoins list',
      /^✗ Unknown command “connectoins”\.\n {2}Did you mean connections\? “npx letterlock --help”/,
    ],
    ['connections lsit', /Did you mean list\?/],
    ['webhooks list', /Did you mean webhook-endpoints or webhook-deliveries\?/],
    ['refresh x', /Unknown command “refresh”\.\n {2}Did you mean connections refresh\?/],
    ['connections list --provdier x', /Did you mean --provider\?/],
    ['connections list --endpoint-url x', /Did you mean --url\?/],
    ['webhook-endpoints create --endpoint-url x', /Give it as <url>, without an option\./],
    [
      'webhook-endpoints create --url http://x.example',
      /--url is for the URL of the server\. Did you mean <url>\?/,
    ],
    [
      'connections list --limit abc',
      /^✗ Option “--limit <number>” argument “abc” is invalid\. Give a whole number/,
    ],
    [
      'webhook-endpoints update x --all-events --event y',
      /“--all-events” cannot be used with option “--event <type>”/,
    ],
    ['webhook-deliveries redeliver x y --all', /^✗ A delivery and a span of time are named\./],
    ['calls list --follow --cursor x', /cannot be used with/],
    ['connections get x -c y', /^✗ Two connections are named, “x” and “y”\./],
    [
      'connections import-legacy mailup basic x.csv --end-user y',
      /^✗ --end-user has no effect with a file\./,
    ],
  ]
  for (const [args, expected] of cases) assert.match(await failing(nowhere, 2, ...args.split(' ')), expected)
  const json = await failing(nowhere, 2, 'connections', 'lsit', '--json')
  assert.equal((JSON.parse(json) as { error: { code: string } }).error.code, 'invalid_usage')
  assert.match(
    await failing(nowhere, 1, 'webhook-endpoints', 'update', 'x', '--url', 'http://127.0.0.1:9'),
    /\n {2}--url is for the URL of the server\. Did you mean --endpoint-url\?\n$/,
  )
})

test('an option that a command does not use is refused, and its help does not name it', async () => {
  for (const [args, option] of [
    ['contacts find a@b.example -c x', '--connection'],
    ['contacts erase a@b.example -c x', '--connection'],
    ['-c x jobs list', '--connection'],
    ['backup x --url http://127.0.0.1:9', '--url'],
    ['login --secret-key-file x', '--secret-key-file'],
    ['encryption-keys verify --json', '--json'],
  ] as const) {
    const err = await failing(nowhere, 2, ...args.split(' '))
    assert.ok(err.includes(` does not use ${option}.`), err)
    const command = args
      .replace(/^-c x /, '')
      .split(' ')
      .slice(0, args.startsWith('backup') || args.startsWith('login') ? 1 : 2)
    const { out } = await finish(run(nowhere, [...command, '--help']))
    assert.ok(!out.includes(option) && out.includes('--no-input'), out)
  }
})

test('a list of calls, events or send requests keeps to --connection, by ID or name', async () => {
  await using world = await startWorld()
  const one = await connect(world)
  const other = await connect(world, { provider: 'mailup' })
  for (const { id } of [one, other]) await world.client.account(id).audiences.list()
  for (const list of ['events', 'calls'])
    for (const named of [one.id, 'adas-bakery-mailchimp']) {
      const { out, err } = await finish(run(world, [list, 'list', '-c', named, '--json']))
      const { items } = JSON.parse(out) as { items: { connection: { id: string } | null }[] }
      assert.ok(items.length > 0, err)
      assert.deepEqual([...new Set(items.map(({ connection }) => connection?.id))], [one.id], list)
    }
  const { out, code } = await finish(run(world, ['send-requests', 'list', '-c', 'adas-bakery-mailchimp']))
  assert.deepEqual([code, out], [0, 'None found\n'])
  await failing(world, 1, 'calls', 'list', '-c', 'nowhere')
})

test('the exit status says whether it was done', async (t) => {
  await using world = await startWorld()
  await t.test('an address that no account has', async () => {
    assert.match(await failing(world, 1, 'contacts', 'find', 'a@b.example'), /^✗ No account is connected\./)
    await connect(world)
    assert.match(
      await failing(world, 1, 'contacts', 'find', 'a@b.example'),
      /^✗ No account has a@b\.example\./,
    )
  })
  await t.test('an account that cannot be read', async () => {
    const { faults } = world.sandbox.world
    faults.add({ kind: 'status', status: 400, host: 'us21.api.mailchimp.com' })
    const err = await failing(world, 1, 'contacts', 'find', 'a@b.example')
    assert.match(err, /^✗ 1 of 1 account could not be read\./)
    faults.clear()
  })
  await t.test('a campaign that cannot be sent', async () => {
    const [connection] = (await world.client.connections.list()).items
    const account = world.client.account(connection?.id ?? '')
    const [draft] = (await account.campaigns.list({ status: 'draft' })).items
    const body = JSON.stringify({
      is_ready: false,
      items: [{ type: 'error', id: 1, heading: 'List', details: 'Empty' }],
    })
    const path = `/3.0/campaigns/${draft?.id}/send-checklist`
    world.sandbox.world.faults.add({ kind: 'answer', path, body })
    const checked = await finish(run(world, ['campaigns', 'check', draft?.id ?? '']))
    assert.equal(checked.code, 3, checked.out + checked.err)
  })
  await t.test('an end user is erased with --yes', async () => {
    const [connection] = (await world.client.connections.list()).items
    const erase = ['end-users', 'erase', connection?.endUserId ?? '']
    assert.match(await failing(world, 2, ...erase), /Confirm it with --yes/)
    const { code, out, err } = await finish(run(world, [...erase, '--yes']))
    assert.equal(code, 0, err)
    assert.match(out, /^✓ Erased at /)
  })
  await t.test('what is deleted is said as JSON, too', async () => {
    const key = await world.client.secretKeys.create({ name: 'x', scopes: ['connections:read'] })
    const { out } = await finish(run(world, ['secret-keys', 'revoke', key.id, '--yes', '--json']))
    assert.deepEqual(JSON.parse(out), { id: key.id, revoked: true })
  })
})

test('a secret key that is refused is told with the place where it comes from', async (t) => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-key-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'my.key')
  writeFileSync(file, 'llk_wrong\n')
  const list = ['connections', 'list']
  assert.match(
    await failing({ ...world, secretKey: 'llk_wrong' }, 4, ...list),
    /^✗ The secret key .*\n {2}The secret key is from LETTERLOCK_SECRET_KEY\.\n {2}Check that it belongs to this server/,
  )
  assert.ok(
    (await failing(world, 4, ...list, '--secret-key-file', file)).includes(`from --secret-key-file ${file}.`),
  )
  assert.match(await failing(world, 2, ...list, '--secret-key-file', folder), /✗ \S+ cannot be read\./)
  const data = join(folder, 'data')
  mkdirSync(data)
  writeFileSync(join(data, '.env'), 'LETTERLOCK_SECRET_KEY=llk_wrong\n', { mode: 0o600 })
  const before = process.env['LETTERLOCK_DATA_DIR']
  process.env['LETTERLOCK_DATA_DIR'] = data
  try {
    const err = await failing({ ...world, secretKey: '' }, 4, ...list)
    assert.ok(err.includes(`from LETTERLOCK_SECRET_KEY in ${join(data, '.env')}.`), err)
  } finally {
    if (before === undefined) delete process.env['LETTERLOCK_DATA_DIR']
    else process.env['LETTERLOCK_DATA_DIR'] = before
  }
  const doctor = await finish(run({ ...world, secretKey: 'llk_wrong' }, ['doctor']))
  assert.equal(doctor.code, 3)
  assert.match(doctor.out, /✗ secret key: .* It is from LETTERLOCK_SECRET_KEY\./)
  assert.doesNotMatch(doctor.out, /scopes/)
})
