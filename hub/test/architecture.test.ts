import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const FLOOR = new Set([
  'errors',
  'hub-error',
  'secret',
  'time',
  'id',
  'random',
  'log',
  'json',
  'loopback',
  'nearest',
])

/** Who may import whom; docs/architecture.md explains it. `client/wire` may be imported as types from anywhere. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  floor: ['floor'],
  oauth: ['floor'],
  core: ['oauth', 'floor'],
  providers: ['core', 'floor'],
  store: ['core', 'floor'],
  vault: ['core', 'floor'],
  outbound: ['core', 'floor'],
  accounts: ['core', 'store', 'floor'],
  marketing: ['core', 'floor'],
  http: ['core', 'marketing', 'floor'],
  mcp: ['core', 'marketing', 'floor'],
  worker: ['core', 'floor'],
  settings: ['floor'],
  'setting-values': ['floor'],
  config: ['settings', 'setting-values', 'floor'],
  'first-start': ['config', 'settings', 'floor'],
  listen: ['config', 'settings', 'floor'],
  app: [
    'accounts',
    'config',
    'listen',
    'first-start',
    'core',
    'http',
    'mcp',
    'outbound',
    'providers',
    'store',
    'vault',
    'worker',
    'floor',
  ],
  main: ['app', 'config', 'settings'],
  client: [],
  sandbox: [],
  cli: ['client'],
}

/** Files that may name a platform: its provider file, its adapter and the sandbox. */
const MAY_NAME_A_PLATFORM = /^(hub\/src\/providers\/|hub\/src\/marketing\/|sandbox\/)/
const PLATFORM_NAMES = /mailchimp|mailup|constant.?contact/i

interface Import {
  readonly from: string
  readonly to: string
  readonly typesOnly: boolean
}

function sourceFiles(workspace: string): string[] {
  return readdirSync(join(ROOT, workspace, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(workspace, 'src', name))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)\s(type\s)?[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gms,
  )
  return [...statements].map(([, type, from, dynamic]) => ({
    from: file,
    to: from ?? dynamic ?? '',
    typesOnly: type !== undefined,
  }))
}

function roomOf(file: string): string {
  const [workspace = '', , first = ''] = file.split('/')
  if (workspace !== 'hub') return workspace
  const name = first.replace(/\.ts$/, '')
  return FLOOR.has(name) ? 'floor' : name
}

const WORKSPACES = ['hub', 'client', 'cli', 'sandbox']
const imports = WORKSPACES.flatMap(sourceFiles).flatMap(importsOf)

test('imports flow one way', () => {
  const wrong = imports.flatMap(({ from, to, typesOnly }) => {
    const room = roomOf(from)
    if (to === '@letterlock/client/wire.ts') return typesOnly || room === 'client' ? [] : [`${from} → ${to}`]
    // What the server's settings are called is data, and the command warns about the same slips.
    if (to === '@letterlock/hub/settings.ts') return room === 'cli' ? [] : [`${from} → ${to}`]
    const own = to.startsWith('.')
      ? roomOf(relative(ROOT, resolve(ROOT, dirname(from), to)))
      : /^@letterlock\/(\w+)/.exec(to)?.[1]
    if (own === undefined || own === room) return []
    return MAY_IMPORT[room]?.includes(own) ? [] : [`${from} (${room}) → ${to} (${own})`]
  })
  assert.deepEqual(wrong, [])
})

test('every room is in the table, and the scan sees the imports', () => {
  const rooms = new Set(WORKSPACES.flatMap(sourceFiles).map(roomOf))
  assert.deepEqual([...rooms].filter((room) => !(room in MAY_IMPORT)).sort(), [])
  assert.ok(imports.length > 200, `only ${imports.length} imports were found`)
})

test('no platform is named outside its own files', () => {
  const files = ['hub', 'client'].flatMap(sourceFiles).filter((file) => !MAY_NAME_A_PLATFORM.test(file))
  const naming = files.filter((file) => PLATFORM_NAMES.test(readFileSync(join(ROOT, file), 'utf8')))
  assert.deepEqual(naming, [])
})

test('A6: a client’s address is asked for in one place only, which knows the proxies', () => {
  const asking = sourceFiles('hub').filter((file) =>
    /\b(?:request|req|ctx|raw)\.ips?\b|remoteAddress/.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  assert.deepEqual(asking, ['hub/src/http/client-address.ts'])
})

test('every provider file is on the list', () => {
  const folder = join(ROOT, 'hub/src/providers')
  const index = readFileSync(join(folder, 'index.ts'), 'utf8')
  const unlisted = readdirSync(folder).filter(
    (name) => !/^index|\.test\.ts$/.test(name) && !index.includes(`'./${name}'`),
  )
  assert.deepEqual(unlisted, [])
})

test('no junk drawers, no work at import', () => {
  const files = WORKSPACES.flatMap(sourceFiles)
  assert.deepEqual(
    files.filter((file) => /\b(utils?|helpers?|common|shared|misc)\b/.test(file)),
    [],
  )
  const readers = files.filter((file) => readFileSync(join(ROOT, file), 'utf8').includes('process.env'))
  assert.deepEqual(
    readers.filter((file) => file.startsWith('hub/')),
    ['hub/src/main.ts'],
    'only main.ts reads the environment, and hands it to config.ts',
  )
})
