import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')

/** The folders of `server/src`, lowest first, and what each may import beside itself. docs/architecture.md explains it. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  config: ['kernel'],
  metrics: ['kernel'],
  tracing: [],
  oauth: ['kernel'],
  encryption: ['kernel'],
  'key-services': ['kernel', 'config', 'encryption'],
  providers: ['kernel', 'oauth'],
  outbound: ['kernel', 'providers', 'tracing'],
  workspaces: ['kernel', 'encryption', 'providers', 'tracing'],
  connections: ['kernel', 'encryption', 'oauth', 'outbound', 'providers', 'workspaces'],
  tokens: ['kernel', 'connections', 'oauth', 'outbound', 'providers', 'tracing', 'workspaces'],
  connect: ['kernel', 'connections', 'encryption', 'oauth', 'outbound', 'providers', 'tokens', 'workspaces'],
  calls: ['kernel', 'workspaces'],
  proxy: ['kernel', 'calls', 'connections', 'outbound', 'providers', 'tokens', 'workspaces'],
  jobs: ['kernel', 'encryption', 'workspaces'],
  'email-marketing': [
    'kernel',
    'calls',
    'connections',
    'jobs',
    'outbound',
    'providers',
    'proxy',
    'tokens',
    'workspaces',
  ],
  idempotency: ['kernel', 'encryption', 'workspaces'],
  webhooks: ['kernel', 'encryption', 'outbound', 'tracing', 'workspaces'],
  alerts: ['kernel', 'connections', 'encryption', 'outbound', 'providers', 'workspaces'],
  'end-users': ['kernel', 'calls', 'connections', 'workspaces'],
  context: [
    'kernel',
    'metrics',
    'outbound',
    'alerts',
    'calls',
    'end-users',
    'connect',
    'email-marketing',
    'idempotency',
    'jobs',
    'webhooks',
  ],
  store: [
    'kernel',
    'metrics',
    'alerts',
    'calls',
    'connect',
    'connections',
    'context',
    'email-marketing',
    'encryption',
    'end-users',
    'idempotency',
    'jobs',
    'outbound',
    'tracing',
    'webhooks',
    'workspaces',
  ],
  views: ['kernel', 'providers', 'workspaces'],
  identity: ['kernel', 'encryption', 'outbound', 'store', 'workspaces'],
  'authorization-server': ['kernel', 'encryption', 'identity', 'outbound', 'store', 'views', 'workspaces'],
  http: [
    'kernel',
    'alerts',
    'authorization-server',
    'calls',
    'connect',
    'connections',
    'context',
    'email-marketing',
    'end-users',
    'idempotency',
    'jobs',
    'identity',
    'metrics',
    'outbound',
    'providers',
    'proxy',
    'tokens',
    'tracing',
    'views',
    'webhooks',
    'workspaces',
  ],
  'key-rotation': ['kernel', 'encryption', 'store'],
  mcp: [
    'kernel',
    'calls',
    'connections',
    'context',
    'email-marketing',
    'outbound',
    'providers',
    'proxy',
    'tokens',
    'tracing',
    'workspaces',
  ],
  'cleanup-loop': ['kernel', 'config', 'authorization-server', 'context'],
}
/** Wiring and start may import every folder. */
const WIRING = new Set([
  'commands',
  'check-provider-data',
  'create-context',
  'create-identity',
  'describe-server',
  'index',
  'installed-files',
  'main',
  'open-server-database',
  'prepare-first-use',
  'start-server',
])

/** What a workspace may import of the others. The types of the API (`@letterlock/sdk/wire.ts`) may be imported everywhere. */
const WORKSPACES: Readonly<Record<string, readonly string[]>> = {
  sdk: [],
  sandbox: [],
  server: [],
  dashboard: ['sdk', 'server'],
  cli: ['sdk', 'server'],
  testing: ['sdk', 'server', 'sandbox'],
  bench: ['sdk', 'server', 'sandbox', 'testing'],
  evaluation: ['sdk', 'server', 'sandbox', 'testing'],
  scripts: ['sdk', 'server', 'sandbox', 'cli', 'testing'],
  examples: ['sdk'],
}
const API_TYPES = '@letterlock/sdk/wire.ts'

/** Files that may name a provider: its data file, its adapter, the sandbox that simulates it, and what shows or attacks it. */
const MAY_NAME_A_PROVIDER =
  /^(server\/src\/(providers|email-marketing\/adapters)\/|sdk\/src\/openapi\.ts|sandbox\/|bench\/src\/sandbox\.ts|testing\/|examples\/|evaluation\/|scripts\/(demo|pictures)\b)/
const PROVIDER_NAMES = /mailchimp|mailup|constant.?contact/i

interface Import {
  readonly from: string
  /** A file of the repository, or a package. */
  readonly to: string
  readonly typesOnly: boolean
  /** Imported on demand, not when the file is loaded. */
  readonly isLater: boolean
}

const files = globSync(
  Object.keys(WORKSPACES).map((workspace) => `${workspace}/**/*.{ts,tsx}`),
  { cwd: ROOT, exclude: ['**/node_modules/**', '**/dist/**'] },
).map((file) => file.replaceAll('\\', '/'))
const sources = files.filter(
  (file) => !/\.test\.tsx?$|\/test\/|store\.(contract|fixtures)\.ts$|\/(tsdown|vite)\.config\.ts$/.test(file),
)

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)\s(type\s)?[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gms,
  )
  return [...statements].map(([, type, from, dynamic]) => {
    const specifier = from ?? dynamic ?? ''
    const to = specifier.startsWith('.') ? posix.join(dirname(file), specifier) : specifier
    return { from: file, to, typesOnly: type !== undefined, isLater: dynamic !== undefined }
  })
}

const workspaceOf = (file: string): string => file.split('/')[0] ?? ''
const folderOf = (file: string): string => (file.split('/')[2] ?? '').replace(/\.ts$/, '')
const imports = sources.flatMap(importsOf)

test('the scan sees every file and its imports', () => {
  assert.ok(sources.length > 300, `only ${sources.length} files were found`)
  assert.ok(imports.length > 1000, `only ${imports.length} imports were found`)
  const missing = imports.filter(
    ({ to }) => /^(?!letterlock\/)[a-z]+\/.*\.tsx?$/.test(to) && !existsSync(join(ROOT, to)),
  )
  assert.deepEqual(missing, [])
})

test('every folder of the server is in the table', () => {
  const folders = new Set(sources.filter((file) => file.startsWith('server/src/')).map(folderOf))
  assert.deepEqual(
    [...folders].filter((folder) => !(folder in FOLDERS) && !WIRING.has(folder)),
    [],
  )
})

test('imports of the server flow one way', () => {
  const wrong = imports
    .filter(({ from, to }) => from.startsWith('server/src/') && to.startsWith('server/src/'))
    .map(({ from, to }) => ({ from, to, folder: folderOf(from), target: folderOf(to) }))
    .filter(({ folder, target }) => folder !== target && !WIRING.has(folder))
    .filter(({ folder, target }) => !FOLDERS[folder]?.includes(target))
  assert.deepEqual(
    wrong.map(({ from, to }) => `${from} → ${to}`),
    [],
  )
})

test('the table itself is in order: no folder imports one that is further down', () => {
  const order = Object.keys(FOLDERS)
  for (const [folder, targets] of Object.entries(FOLDERS))
    for (const target of targets)
      assert.ok(order.indexOf(target) < order.indexOf(folder), `${folder} stands before ${target}`)
})

test('imports between workspaces flow one way', () => {
  const wrong = imports.flatMap(({ from, to, typesOnly }) => {
    const own = workspaceOf(from)
    const target = to.startsWith('@letterlock/')
      ? (to.split('/')[1] ?? '')
      : to in WORKSPACES || workspaceOf(to) in WORKSPACES
        ? workspaceOf(to)
        : own
    if (target === own || (to === API_TYPES && typesOnly)) return []
    return WORKSPACES[own]?.includes(target) ? [] : [`${from} → ${to}`]
  })
  assert.deepEqual(wrong, [])
})

test('imports of the dashboard flow one way: from the frame to the features to the components', () => {
  const ORDER = ['words', 'api', 'ui', 'features', 'app', 'main']
  const layerOf = (file: string): number => ORDER.indexOf((file.split('/')[2] ?? '').replace(/\.tsx?$/, ''))
  const wrong = imports
    .filter(({ from, to }) => from.startsWith('dashboard/src/') && /^dashboard\/src\/.*\.tsx?$/.test(to))
    .filter(({ from, to }) => layerOf(from) < layerOf(to) || layerOf(to) === -1)
  assert.deepEqual(
    wrong.map(({ from, to }) => `${from} → ${to}`),
    [],
  )
})

/** The circles of a graph, each written as a path that ends where it begins. */
function circlesOf(edges: Iterable<readonly [from: string, to: string]>): string[] {
  const next = new Map<string, Set<string>>()
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to))
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(' → '))
    if (done.has(node)) return
    done.add(node)
    for (const to of next.get(node) ?? []) walk(to, [...path, node])
  }
  for (const node of next.keys()) walk(node, [])
  return circles
}

test('no file imports itself by way of others, types included', () => {
  assert.deepEqual(circlesOf(imports.map(({ from, to }) => [from, to])), [])
})

test('folders beside each other import one way, at every depth', () => {
  const edges = imports.flatMap(({ from, to }): [string, string][] => {
    const own = dirname(from).split('/')
    const other = dirname(to).split('/')
    const depth = own.findIndex((name, index) => name !== other[index])
    const inFolders = depth > 0 && depth < other.length
    return inFolders ? [[own.slice(0, depth + 1).join('/'), other.slice(0, depth + 1).join('/')]] : []
  })
  assert.ok(edges.length > 500, `only ${edges.length} imports between folders were found`)
  assert.deepEqual(circlesOf(edges), [])
})

test('no provider is named outside its own files', () => {
  const naming = sources
    .filter((file) => !MAY_NAME_A_PROVIDER.test(file))
    .filter((file) => PROVIDER_NAMES.test(readFileSync(join(ROOT, file), 'utf8')))
  assert.deepEqual(naming, [])
})

test('every provider file is on the list', () => {
  const index = readFileSync(join(ROOT, 'server/src/providers/index.ts'), 'utf8')
  const data = sources.filter((file) => file.startsWith('server/src/providers/') && PROVIDER_NAMES.test(file))
  assert.ok(data.length >= 4)
  assert.deepEqual(
    data.filter((file) => !index.includes(`'./${posix.basename(file)}'`)),
    [],
  )
})

test('no junk drawers', () => {
  const drawers = files.filter((file) => /\b(utils?|helpers?|common|shared|misc|core|lib)\b/.test(file))
  assert.deepEqual(drawers, [])
})

test('only main.ts of the server reads the environment, and hands it to config', () => {
  const readers = sources
    .filter((file) => file.startsWith('server/src/'))
    .filter((file) => readFileSync(join(ROOT, file), 'utf8').includes('process.env'))
  assert.deepEqual(readers, ['server/src/main.ts'])
})

test('A6: a client’s address is asked for in one place only, which knows the proxies', () => {
  const asking = sources
    .filter((file) => file.startsWith('server/src/'))
    .filter((file) =>
      /\b(?:request|req|ctx|raw)\.ips?\b|remoteAddress/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
  assert.deepEqual(asking, ['server/src/http/client-address.ts'])
})

test('only node-http.ts of the server imports the values of node:http, whose ES module is slow to load', () => {
  const importing = sources
    .filter((file) => file.startsWith('server/src/'))
    .filter((file) => /^import (?!type )[^']* from 'node:http'/m.test(readFileSync(join(ROOT, file), 'utf8')))
  assert.deepEqual(importing, [])
})

test('a start loads few libraries: the framework and all others are loaded when they are first needed', () => {
  const byFile = Map.groupBy(
    imports.filter(({ typesOnly, isLater }) => !typesOnly && !isLater),
    ({ from }) => from,
  )
  const loaded = new Set(['server/src/main.ts'])
  for (const file of loaded) for (const { to } of byFile.get(file) ?? []) loaded.add(to)
  const libraries = [...loaded].filter((name) => !/\.ts$|^node:/.test(name))
  const few = [
    '@opentelemetry/api',
    'jsonc-parser',
    'pino',
    'prom-client',
    'undici/lib/core/connect.js',
    'undici/lib/core/errors.js',
    'undici/lib/dispatcher/agent.js',
    'zod',
  ]
  assert.deepEqual(libraries.toSorted(), few)
})
