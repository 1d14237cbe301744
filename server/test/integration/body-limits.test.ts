import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly maxItems?: number
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** Of members without names, such as the fields of a contact: six of a usual length. */
const FREE_MEMBERS = 400
const OTHER = 40

/** How many bytes a body may have that keeps to the schema's own limits, with ASCII text. */
function documentedBytes(schema: Schema, description: Description): number {
  const of = (one: Schema): number => documentedBytes(one, description)
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return of(description.components.schemas[name] ?? assert.fail(name))
  const either = schema.anyOf ?? schema.oneOf
  if (either) return Math.max(...either.map(of))
  if (schema.items) return (schema.maxItems ?? 1) * (of(schema.items) + 1)
  if (schema.properties)
    return Object.entries(schema.properties).reduce(
      (sum, [key, value]) => sum + key.length + 4 + of(value),
      2,
    )
  if (typeof schema.additionalProperties === 'object') return FREE_MEMBERS
  return (schema.maxLength ?? OTHER) + 2
}

const statusOf = async (world: TestWorld, method: string, path: string, bytes: number): Promise<number> => {
  const response = await fetch(world.server.localUrl + path, {
    method,
    headers: { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' },
    body: `{}${' '.repeat(bytes - 2)}`,
  })
  await response.arrayBuffer()
  return response.status
}

test('every route reads a body as large as its own schema allows, and few read more than 64 kB', async () => {
  await using world = await startWorld()
  const description = (await (await fetch(`${world.server.localUrl}/openapi.json`)).json()) as Description
  const tooSmall: string[] = []
  const large: string[] = []
  for (const [path, operations] of Object.entries(description.paths))
    for (const [method, { requestBody }] of Object.entries(operations)) {
      const schema = requestBody?.content['application/json']?.schema
      if (!schema) continue
      const url = path.replaceAll(/\{\w+\}/g, 'x')
      const bytes = documentedBytes(schema, description)
      const name = `${method.toUpperCase()} ${path}`
      if (bytes > 64 * 1024) {
        large.push(name)
        if ((await statusOf(world, method.toUpperCase(), url, bytes)) === 413)
          tooSmall.push(`${name}: ${bytes}`)
      } else if ((await statusOf(world, method.toUpperCase(), url, 70 * 1024)) !== 413)
        tooSmall.push(`${name} reads more than 64 kB`)
    }
  assert.deepEqual(tooSmall, [], `large: ${large.join(', ')}`)
})

test('a body that is too large: the answer names the limit of its route and the next step', async () => {
  await using world = await startWorld()
  const limits = {
    '/v1/connect-sessions': 65_536,
    '/v1/connections/x/contact-imports': 8_388_608,
    '/mcp': 2_097_152,
  }
  for (const [path, limitBytes] of Object.entries(limits)) {
    const response = await fetch(world.server.localUrl + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.secretKey}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: `{}${' '.repeat(limitBytes)}`,
    })
    const problem = (await response.json()) as {
      code: string
      limitBytes: number
      detail: string
      nextStep: string
    }
    assert.deepEqual(
      [response.status, problem.code, problem.limitBytes],
      [413, 'request_too_large', limitBytes],
    )
    assert.match(problem.detail, new RegExp(String(limitBytes)))
    assert.match(problem.nextStep, /split/)
  }
})

test('the body of an import of 10,000 contacts with long names and many fields is read', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const account = world.client.account(id)
  const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail('no audience')
  const fields = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`LONGNAME${index}`, 'Wolfeschlegelsteinhausenbergerdorff']),
  )
  const contacts = Array.from({ length: 10_000 }, (_, row) => ({
    email: `row${row}.${'x'.repeat(50)}@letters.example`,
    fields,
  }))
  const begun = await account.contacts.createImport({ audienceId, status: 'subscribed', contacts })
  assert.equal(begun.totalCount, 10_000)
  const job = await waitFor(
    () => world.client.jobs.get(begun.id),
    ({ endedAt }) => endedAt !== null,
  )
  assert.equal(job.errorCode, 'unknown_contact_field')
})
