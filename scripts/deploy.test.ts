import { COMMAND_SETTINGS } from '@letterlock/server/command-settings.ts'
import { SETTINGS } from '@letterlock/server/settings.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'

const ROOT = join(import.meta.dirname, '..')
const CHART = 'deploy/helm/letterlock'
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const readYaml = (file: string): unknown => parse(read(file), { merge: true })

interface Service {
  readonly image: string
  readonly build?: string
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[]
}

const servicesOf = (file: string): [string, Service][] =>
  Object.entries((readYaml(file) as { services: Record<string, Service> }).services)
const isOurs = ([, { image }]: [string, Service]): boolean => image.startsWith('letterlock')

test('every setting in the files of a deployment is one of the server’s', () => {
  const names = [SETTINGS, COMMAND_SETTINGS].flatMap((table) => Object.values(table).map(({ name }) => name))
  const known = new Set<string>(names)
  const files = [
    'Dockerfile',
    ...globSync(['compose*.yaml', 'deploy/**/*.{yaml,service}', 'deploy/Caddyfile'], { cwd: ROOT }),
  ]
  assert.ok(files.length > 8, files.join())
  const named = files.flatMap((file) =>
    [...read(file).matchAll(/\bLETTERLOCK_[A-Z_]+/g)].map(([name]) => ({ file, name })),
  )
  assert.ok(named.length > 20)
  assert.deepEqual(
    named.filter(({ name }) => !known.has(name)),
    [],
  )
})

test('compose: one server, and two with PostgreSQL behind Caddy, without a right that they do not need', () => {
  const names = (file: string): string[] => servicesOf(file).map(([name]) => name)
  assert.deepEqual(names('compose.yaml'), ['letterlock'])
  assert.deepEqual(names('compose.postgres.yaml'), ['letterlock-1', 'letterlock-2', 'postgres', 'caddy'])
  assert.deepEqual(names('compose.sandbox.yaml'), ['sandbox'])
  const files = ['compose.yaml', 'compose.postgres.yaml', 'compose.sandbox.yaml']
  const servers = files.flatMap(servicesOf).filter(isOurs)
  assert.equal(servers.length, 4)
  for (const [name, { read_only, cap_drop }] of servers) {
    assert.equal(read_only, true, name)
    assert.deepEqual(cap_drop, ['ALL'], name)
  }
})

test('compose: each image is built for one service', () => {
  for (const file of globSync('compose*.yaml', { cwd: ROOT })) {
    const services = servicesOf(file).filter(isOurs)
    assert.deepEqual(
      services.filter(([, { build }]) => build !== undefined).map(([, { image }]) => image),
      [...new Set(services.map(([, { image }]) => image))],
      file,
    )
  }
})

test('compose: a database that other machines cannot reach, and images with a version', () => {
  for (const [name, service] of servicesOf('compose.postgres.yaml').filter((entry) => !isOurs(entry))) {
    assert.match(service.image, /:\d+\.\d+/, name)
    if (name === 'postgres') assert.ok(!('ports' in service))
  }
})

test('Helm: the chart has the packages’ version, and its values fit their schema', () => {
  const { version } = JSON.parse(read('cli/package.json')) as { version: string }
  const chart = readYaml(`${CHART}/Chart.yaml`) as { version: string; appVersion: string }
  assert.deepEqual([chart.version, chart.appVersion], [version, version])
  const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(
    JSON.parse(read(`${CHART}/values.schema.json`)) as object,
  )
  const defaults = readYaml(`${CHART}/values.yaml`) as object
  const required = { publicUrl: 'https://connect.example.com', existingSecret: 'letterlock' }
  assert.ok(validate({ ...defaults, ...required }), JSON.stringify(validate.errors))
  for (const wrong of [
    {},
    { ...required, publicUrl: 'http://connect.example.com' },
    { ...required, replicas: 2 },
    { ...required, replicas: 0 },
    { ...required, settings: { LETTERLOCK_LOG_LEVEL: 1 } },
    { ...required, settings: { LETTERLOCK_PORT: '4410' } },
    { ...required, nonsense: true },
  ])
    assert.equal(validate({ ...defaults, ...wrong }), false, JSON.stringify(wrong))
  assert.ok(validate({ ...defaults, ...required, replicas: 2, postgres: true }))
})

test('Helm: every value that a template reads is there, and every value is read', () => {
  const templates = globSync(`${CHART}/templates/*`, { cwd: ROOT }).map(read).join('\n')
  const readValues = new Set([...templates.matchAll(/\.Values\.(\w+)/g)].map(([, name = '']) => name))
  assert.deepEqual(
    [...readValues].toSorted(),
    Object.keys(readYaml(`${CHART}/values.yaml`) as object).toSorted(),
  )
})

test('compose: every setting of .env reaches the servers', () => {
  for (const [name, service] of ['compose.yaml', 'compose.postgres.yaml'].flatMap(servicesOf).filter(isOurs))
    assert.deepEqual(service.env_file, [{ path: '.env', required: false }], name)
})
