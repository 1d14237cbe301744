import type { Method, Operation, Schema, Specification } from '../../src/specification/specification.ts'
import { isObject, simplify, type GivenSchema } from './simplify.ts'

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Reads OpenAPI 3 and Swagger 2. */
export function fromOpenApi(document: GivenSchema, name: string): Specification {
  const version = isObject(document['info']) ? document['info']['version'] : ''
  const paths = isObject(document['paths']) ? document['paths'] : {}
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method.toLowerCase()] : undefined
      return isObject(operation) ? [readOperation(document, operation, { method, path })] : []
    }),
  )
  return { source: `${name} ${String(version)}`, operations, $defs: {} }
}

function readOperation(
  document: GivenSchema,
  operation: GivenSchema,
  { method, path }: { method: Method; path: string },
): Operation {
  const parameters = asList(operation['parameters'])
  const inQuery = parameters.filter((parameter) => parameter['in'] === 'query')
  const requiredQuery = inQuery.flatMap(({ name, required }) => (required === true ? [String(name)] : []))
  const query = Object.fromEntries(
    inQuery.map((parameter) => [
      String(parameter['name']),
      simplify(isObject(parameter['schema']) ? parameter['schema'] : parameter, 'request'),
    ]),
  )
  const body = bodyOf(document, operation, parameters)
  return {
    method,
    path,
    ...(inQuery.length > 0 && { query }),
    ...(requiredQuery.length > 0 && { requiredQuery }),
    ...body,
    answers: answersOf(document, operation),
  }
}

function bodyOf(
  document: GivenSchema,
  operation: GivenSchema,
  parameters: GivenSchema[],
): Pick<Operation, 'body' | 'bodyRequired'> {
  const inBody =
    parameters.find((parameter) => parameter['in'] === 'body') ?? follow(document, operation['requestBody'])
  if (!inBody) return {}
  const schema = isObject(inBody['schema']) ? inBody['schema'] : jsonOf(inBody)
  return {
    body: expand(document, schema ?? {}, 'request'),
    ...(inBody['required'] === true && { bodyRequired: true }),
  }
}

function answersOf(document: GivenSchema, operation: GivenSchema): Record<string, Schema | null> {
  const responses = isObject(operation['responses']) ? operation['responses'] : {}
  const answers: [string, Schema | null][] = []
  for (const [status, given] of Object.entries(responses)) {
    if (!/^2\d\d$/.test(status)) continue
    const response = follow(document, given) ?? {}
    const schema = isObject(response['schema']) ? response['schema'] : jsonOf(response)
    answers.push([status, schema ? expand(document, schema, 'answer') : null])
  }
  return Object.fromEntries(answers)
}

const jsonOf = ({ content }: GivenSchema): GivenSchema | undefined => {
  const json = isObject(content) ? (content['application/json'] ?? Object.values(content)[0]) : undefined
  return isObject(json) && isObject(json['schema']) ? json['schema'] : undefined
}

/** Replaces every reference by what it names: requests and answers leave out different members of it. */
function expand(document: GivenSchema, schema: GivenSchema, direction: 'request' | 'answer'): Schema {
  return simplify(inline(document, schema, []), direction)
}

function inline(document: GivenSchema, schema: GivenSchema, above: readonly string[]): GivenSchema {
  const { $ref } = schema
  if (typeof $ref === 'string') {
    if (above.includes($ref)) return {}
    return inline(document, follow(document, schema) ?? {}, [...above, $ref])
  }
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    return isObject(value) ? inline(document, value, above) : value
  }
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, visit(value)]))
}

function follow(document: GivenSchema, value: unknown): GivenSchema | undefined {
  if (!isObject(value)) return undefined
  const { $ref } = value
  if (typeof $ref !== 'string') return value
  let target: unknown = document
  for (const part of $ref.replace('#/', '').split('/')) target = isObject(target) ? target[part] : undefined
  return follow(document, target)
}

const asList = (value: unknown): GivenSchema[] => (Array.isArray(value) ? value.filter(isObject) : [])
