import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import semver from 'semver'
import { HELD_BACK } from './dependencies/held-back.ts'

const ROOT = resolve(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()

/** Each package's versions with the days since they were published; the last is `latest`. */
const REGISTRY: Record<string, Record<string, number>> = {
  fresh: { '1.0.0': 400, '1.1.0': 200 },
  recent: { '2.0.0': 90, '2.0.1': 20.5, '2.0.2': 5 },
  late: { '1.7.6': 90, '1.7.8': 43.5, '1.7.25': 12 },
  ahead: { '0.2.0-alpha.1': 60, '0.1.16': 50 },
  node: { '24.21.0': 200, '26.10.0': 64 },
}

/** A registry on this machine, as far as `npm view` needs one. */
async function startRegistry(): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    const published = Object.entries(REGISTRY[name] ?? {})
    const packument = {
      name,
      'dist-tags': { latest: published.at(-1)?.[0] },
      versions: Object.fromEntries(published.map(([version]) => [version, { name, version }])),
      time: Object.fromEntries(published.map(([version, days]) => [version, daysAgo(days)])),
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(packument))
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, [Symbol.asyncDispose]: () => new Promise((done) => void server.close(() => done())) }
}

/** Runs the check on a project with these dependencies; returns its exit code and output. */
async function check(registry: string, installed: Record<string, string>): Promise<[number, string]> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-deps-'))
  const packages = Object.fromEntries(
    Object.entries(installed).map(([name, version]) => [`node_modules/${name}`, { version }]),
  )
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: installed }))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }))
  const env = { ...process.env, npm_config_registry: registry, npm_config_cache: join(folder, 'cache') }
  return new Promise((done) => {
    const script = join(import.meta.dirname, 'deps.ts')
    execFile(process.execPath, [script], { cwd: folder, env }, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true })
      done([typeof error?.code === 'number' ? error.code : 0, stdout + stderr])
    })
  })
}

test('A16: a dependency that has been behind for more than 30 days fails the check', async () => {
  await using registry = await startRegistry()
  const installed = { fresh: '1.1.0', recent: '2.0.0', ahead: '0.2.0-alpha.1', node: '24.21.0' }
  const [code, said] = await check(registry.url, installed)
  assert.deepEqual(
    [code, said],
    [0, 'recent  2.0.0 → 2.0.2  behind for 20 days\n4 dependencies, 1 behind, 0 for more than 30 days.\n'],
  )
  const [failed, why] = await check(registry.url, { ...installed, late: '1.7.6' })
  assert.equal(failed, 1, why)
  assert.match(why, /^late {2}1\.7\.6 → 1\.7\.25 {2}behind for 43 days$/m)
})

test('A16: better-auth is current, and the lock file names no registry', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string; resolved?: string }>
  }
  const named = Object.entries(packages)
  const versionsOf = (name: string): string[] =>
    named.flatMap(([path, { version = '' }]) => (path.endsWith(`node_modules/${name}`) ? [version] : []))
  for (const name of ['better-auth', '@better-auth/core']) {
    const versions = versionsOf(name)
    assert.equal(versions.length, 1, `${name} is installed once`)
    assert.ok(semver.gte(versions[0] ?? '', '1.7.25'), `${name} ${versions[0]}`)
  }
  assert.deepEqual(
    named.filter(([, { resolved = '' }]) => /^https?:/.test(resolved)),
    [],
  )
  assert.match(read('.npmrc'), /^omit-lockfile-registry-resolved=true$/m)
})

test('A16: what is held back has a reason, and the update robot keeps to it', () => {
  const { packageRules } = JSON.parse(read('renovate.json')) as {
    packageRules: { matchPackageNames: string[]; allowedVersions?: string }[]
  }
  const allowed = packageRules.flatMap(({ matchPackageNames, allowedVersions }) =>
    allowedVersions === undefined ? [] : matchPackageNames.map((name) => [name, allowedVersions] as const),
  )
  const held = Object.entries(HELD_BACK).map(([name, { within }]) => [name, within] as const)
  assert.deepEqual(new Map(allowed), new Map(held))
  const page = read('docs/dependencies.md')
  for (const [name, { reason }] of Object.entries(HELD_BACK))
    assert.ok(page.includes(`\`${name}\``) && page.includes(reason))
})
