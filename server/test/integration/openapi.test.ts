import SwaggerParser from '@apidevtools/swagger-parser'
import { startWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { before, test } from 'node:test'
import { promisify } from 'node:util'

const ROOT = resolve(import.meta.dirname, '../../..')
const REDOCLY = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js')

interface Media {
  readonly schema?: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>
}

interface Response {
  readonly description: string
  readonly content?: Readonly<Record<string, Media>>
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly {
    readonly name: string
    readonly description?: string
    readonly schema: { readonly examples?: unknown[]; readonly enum?: unknown[]; readonly type?: string }
    readonly example?: unknown
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, Response>>
}

interface Description {
  readonly openapi: string
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly components: {
    readonly examples: Readonly<
      Record<string, { readonly value: { readonly code: string; readonly status: number } }>
    >
  }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

let description: Description
let publicUrl: string

before(async () => {
  await using world = await startWorld()
  publicUrl = world.server.url
  description = (await (await fetch(`${world.server.localUrl}/openapi.json`)).json()) as Description
})

function operations(): [name: string, operation: Operation][] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )
}

test('the description is valid OpenAPI 3.1, by two validators, without a warning', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-'))
  try {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify(description))
    await SwaggerParser.validate(file)
    const args = [REDOCLY, 'lint', file, '--format', 'json', '--max-problems', '20']
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'], REDOCLY_TELEMETRY: 'off', CI: 'true' },
    }).catch((error: { stdout: string }) => error)
    const { problems } = JSON.parse(stdout) as { problems: { ruleId: string; message: string }[] }
    assert.deepEqual(
      problems.map(({ ruleId, message }) => `${ruleId}: ${message}`),
      [],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the description names its server, and every operation says what it is and who may call it', () => {
  assert.equal(description.openapi, '3.1.0')
  assert.deepEqual(description.servers, [{ url: publicUrl }])
  const tags = new Set(description.tags.map(({ name }) => name))
  const ids = operations().map(([, { operationId }]) => operationId)
  assert.ok(ids.length > 60, String(ids.length))
  assert.equal(new Set(ids).size, ids.length, 'an operationId is used once')
  for (const [name, operation] of operations()) {
    assert.match(operation.operationId, /^[a-z][A-Za-z]+$/, name)
    assert.match(operation.summary, /^[A-Z][^.]+$/, name)
    assert.ok(
      operation.tags.length === 1 && operation.tags.every((tag) => tags.has(tag)),
      `${name}: ${operation.tags.join()}`,
    )
    assert.ok(Array.isArray(operation.security), name)
  }
})

test('every parameter is described, and every body has an example', () => {
  for (const [name, { parameters = [], requestBody, responses }] of operations()) {
    for (const parameter of parameters)
      assert.ok(parameter.description, `${name}: ${parameter.name} has no description`)
    const bodies = [requestBody, ...Object.values(responses)].flatMap((body) =>
      Object.values(body?.content ?? {}),
    )
    for (const media of bodies)
      assert.ok(media.example !== undefined || media.examples, `${name}: a body without an example`)
  }
})

test('every operation has its errors, each with an example of its own status and code', () => {
  for (const [name, { responses, security }] of operations()) {
    const codes: string[] = []
    for (const [status, { content = {} }] of Object.entries(responses)) {
      if (Number(status) < 400) continue
      assert.deepEqual(Object.keys(content), ['application/problem+json'], `${name} ${status}`)
      const { examples = {} } = content['application/problem+json'] ?? {}
      for (const [code, { $ref }] of Object.entries(examples)) {
        assert.equal($ref, `#/components/examples/${code}`)
        const { value } = description.components.examples[code] ?? assert.fail(code)
        assert.deepEqual([value.code, value.status], [code, Number(status)])
        codes.push(code)
      }
    }
    assert.ok(codes.includes('internal_error'), name)
    assert.ok(codes.includes('rate_limited'), name)
    if (security.length > 0) assert.ok(codes.includes('authentication_required'), name)
    if (name.includes('{connectionId}')) assert.ok(codes.includes('connection_not_found'), name)
  }
})
