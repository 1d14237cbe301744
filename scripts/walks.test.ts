import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** The walks of docs/architecture.md: their titles, and the files that they name in order. */
const [, section = ''] = /\n## Walks\n([\s\S]*?)\n## /.exec(read('docs/architecture.md')) ?? []
const walks = section
  .split('\n### ')
  .slice(1)
  .map((text) => ({
    title: text.slice(0, text.indexOf('\n')),
    files: [...text.matchAll(/`([^`]+\.tsx?)`/g)].map(([, file = '']) => file),
  }))

/** The files that a file imports, types left out. */
function importsOf(file: string): string[] {
  const imports = read(file).matchAll(/^(?:import|export)(?! type\b)[^;]*? from '(\.[^']+)'/gm)
  return [...imports].map(([, path = '']) => posix.join(dirname(file).replaceAll('\\', '/'), path))
}

/** Steps that no earlier file of the walk imports, and how they are reached. */
const REACHED: Readonly<Record<string, string>> = {
  'server/src/http/fast-path/fast-path.ts': 'the HTTP server',
  'server/src/http/request-guard.ts': 'the HTTP server, which hands its method to the fast path',
  'server/src/http/authentication.ts': 'a hook of the HTTP server',
  'server/src/workspaces/secret-key-guard.ts': 'the context: one for all requests',
  'server/src/tokens/refresh-coordinator.ts': 'the context: one for all refreshes',
  'server/src/tokens/refresh-leases.ts': 'the context: one for all refreshes',
  'server/src/tokens/token-writes.ts': 'the context: one for all refreshes',
  'server/src/tokens/refresh-token-set.ts': 'the refresh coordinator, which is made with it',
  'server/src/http/body-budget.ts': 'the context: one for all requests',
  'server/src/proxy/usage-counter.ts': 'the context: one for all requests',
  'server/src/outbound/rate-limiter.ts': 'the context: one for all calls',
  'server/src/outbound/request.ts': 'the context, as what sends requests',
  'server/src/outbound/stream.ts': 'the context, as what streams calls',
  'server/src/outbound/route.ts': 'the context: one for all calls',
  'server/src/outbound/public-fetch.ts': 'the context, as what fetches from public addresses',
  'server/src/webhooks/delivery-loop.ts': 'the database: it reads what is pending',
  'server/src/calls/call-log.ts': 'the context: one for all calls',
  'server/src/mcp/lazy-mcp-server.ts': 'the context of the HTTP server',
  'server/src/mcp/mcp.ts': 'a dynamic import, with the first request',
  'server/src/mcp/tools/get-campaign-reports.ts': 'the list of tools',
  'sdk/src/dashboard.ts': 'the package @letterlock/sdk',
}
/** Routes are reached by HTTP, repositories through the context. */
const isReached = (file: string): boolean =>
  file in REACHED || /^server\/src\/(?:http\/routes|store)\//.test(file)

test('there is a walk of each kind, and no walk names a file twice', () => {
  assert.ok(walks.length >= 8, `only ${walks.length} walks were found`)
  for (const { title, files } of walks) {
    assert.ok(files.length > 4, `${title} names ${files.length} files`)
    assert.deepEqual(
      files.filter((file, index) => files.indexOf(file) !== index),
      [],
      title,
    )
  }
})

test('each file of a walk is imported by one that stands before it, or is reached in a way that is named', () => {
  const wrong = walks.flatMap(({ title, files }) =>
    files
      .slice(1)
      .filter((file, index) => {
        const before = files.slice(0, index + 1)
        return !isReached(file) && !before.some((other) => importsOf(other).includes(file))
      })
      .map((file) => `${title}: ${file}`),
  )
  assert.deepEqual(wrong, [])
})

test('every way that is named is needed', () => {
  const named = new Set(walks.flatMap(({ files }) => files))
  const missing = Object.keys(REACHED).filter((file) => !named.has(file))
  assert.deepEqual(missing, [])
})
