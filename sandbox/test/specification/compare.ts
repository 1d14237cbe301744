import { createValidator } from '../../src/specification/judge-body.ts'
import { FORMATS } from '../../src/specification/formats.ts'
import { membersOf, resolve, type Operation } from '../../src/specification/specification.ts'
import { keyOf, type Explorer } from './explore.ts'
import { asList, isObject, readJson } from './read-json.ts'

export interface Comparison {
  /** Operations that are simulated. */
  simulated: number
  /** Operations that say that they are not. */
  notImplemented: number
  /** Of the simulated ones: an answer with a status and body of the specification. */
  valid: number
  /** What is wrong with the others. */
  invalid: string[]
}

const ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Operations by method, so that nothing is deleted before it was read. */
export const inOrder = ({ specification }: Explorer): Operation[] =>
  specification.operations.toSorted(
    (a, b) =>
      ORDER.indexOf(a.method) - ORDER.indexOf(b.method) ||
      // What is changed before its parent is still there.
      (a.method === 'GET' || a.method === 'POST' ? 0 : b.path.length - a.path.length),
  )

/** Makes one valid request for each operation, and judges the answer. */
export async function compareAnswers(explorer: Explorer, emptyTimes: boolean): Promise<Comparison> {
  const { specification } = explorer
  const validator = createValidator(specification, {
    ...FORMATS,
    ...(emptyTimes && { 'date-time': (text: string) => text === '' || !Number.isNaN(Date.parse(text)) }),
    uri: () => true,
  })
  const comparison: Comparison = { simulated: 0, notImplemented: 0, valid: 0, invalid: [] }
  for (const operation of inOrder(explorer)) {
    const response = await explorer.request(operation)
    if (response.headers.get('sandbox-status') === 'not_implemented') {
      comparison.notImplemented++
      await response.body?.cancel()
      continue
    }
    comparison.simulated++
    const wrong = await faultOf(response, operation)
    if (wrong === undefined) comparison.valid++
    else comparison.invalid.push(`${keyOf(operation)}: ${wrong}`)
  }
  return comparison

  async function faultOf(response: Response, operation: Operation): Promise<string | undefined> {
    const status = String(response.status)
    const text = await response.text()
    const schema = operation.answers[status]
    if (schema === undefined) return `${status} ${text.slice(0, 300)}`
    if (schema === null) return text === '' ? undefined : `a body: ${text.slice(0, 100)}`
    const index = specification.operations.indexOf(operation)
    const isJson = response.headers.get('content-type')?.includes('json')
    const body: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text
    const errors = validator.validate(`/operations/${index}/answers/${status}`, body)
    return errors.length === 0
      ? undefined
      : errors
          .slice(0, 4)
          .map(({ instancePath, message }) => `${instancePath} ${message}`)
          .join('; ')
  }
}

export interface Refused {
  readonly sent: number
  readonly accepted: string[]
}

/** Sends requests that break one rule each: a required member left out, a wrong type, a value that is no choice, a limit. */
export async function compareRefusals(explorer: Explorer): Promise<Refused> {
  const { specification } = explorer
  const accepted: string[] = []
  let sent = 0
  for (const operation of specification.operations) {
    const path = await explorer.pathFor(operation)
    const body = await explorer.bodyFor(operation, 4)
    const cases: [string, unknown, string][] = [
      ...brokenBodies(operation, body).map(([name, broken]): [string, unknown, string] => [name, broken, '']),
      ...brokenQueries(operation).map((query): [string, unknown, string] => [query, body, query]),
    ]
    for (const [name, broken, query] of cases) {
      const response = await explorer.send(operation, path, broken, query)
      await response.body?.cancel()
      if (response.status === 501) break
      sent++
      if (response.status < 400 || response.status >= 500)
        accepted.push(`${keyOf(operation)} ${name}: ${response.status}`)
    }
  }
  return { sent, accepted }

  function brokenBodies(operation: Operation, body: object | undefined): [string, unknown][] {
    if (!operation.body || !isObject(body)) return []
    const schema = resolve(specification, operation.body)
    const required = operation.method === 'PATCH' ? [] : (schema.required ?? [])
    const broken: [string, unknown][] = required.map((name) => {
      const { [name]: _left, ...rest } = body
      return [`without ${name}`, rest]
    })
    for (const [name, given] of Object.entries(membersOf(specification, operation.body))) {
      const member = resolve(specification, given)
      if (member.type === undefined) continue
      broken.push([`${name} of another type`, { ...body, [name]: member.type === 'array' ? 'text' : [[]] }])
      if (member.enum) broken.push([`${name} with no choice`, { ...body, [name]: 'no such choice' }])
      if (member.maxLength && member.maxLength < 5000)
        broken.push([`${name} too long`, { ...body, [name]: 'x'.repeat(member.maxLength + 1) }])
    }
    return broken
  }

  function brokenQueries({ query = {} }: Operation): string[] {
    return Object.entries(query).flatMap(([name, { type, enum: values, maximum, format }]) => [
      ...(type === 'integer' ? [`${name}=many`] : []),
      ...(type === 'integer' && maximum ? [`${name}=${maximum + 1}`] : []),
      ...(values || type === 'boolean' ? [`${name}=nonsense`] : []),
      ...(format === 'date-time' || /^(since|before)_(?!last_campaign)/.test(name)
        ? [`${name}=nonsense`]
        : []),
    ])
  }
}

export interface ReadBack {
  readonly written: number
  readonly lost: string[]
}

/** Writes each member that a request may have and that an answer shows, and reads it. */
export async function compareReadBack(
  explorer: Explorer,
  writesOnly: readonly string[] = [],
): Promise<ReadBack> {
  const { specification } = explorer
  const seen = new Map<string, boolean>()
  for (const operation of specification.operations) {
    if (!['POST', 'PUT', 'PATCH'].includes(operation.method) || !operation.body) continue
    const read = readerOf(operation)
    const path = await explorer.pathFor(operation)
    const sent = await explorer.bodyFor(operation, 6)
    if (!read || !isObject(sent)) continue
    const response = await explorer.send(operation, path, sent)
    const answer = await readJson(response)
    if (!response.ok || !isObject(answer)) continue
    const readPath = newPath(operation.method === 'POST' ? `${path}/` : path, read, answer)
    if (readPath === undefined) continue
    const got = await readJson(await explorer.send(read, readPath))
    const schema = Object.values(read.answers).find((one) => one !== null)
    const members = schema ? membersOf(specification, schema) : {}
    for (const [name, value] of Object.entries(sent)) {
      const key = `${read.path} ${name}`
      if (!(name in members) || writesOnly.includes(key)) continue
      const same = isObject(got) && holds(got[name], value)
      seen.set(key, (seen.get(key) ?? true) && same)
    }
  }
  const lost = [...seen].flatMap(([key, same]) => (same ? [] : [key]))
  return { written: seen.size, lost }

  function readerOf({ method, path }: Operation): Operation | undefined {
    return specification.operations.find(
      (other) =>
        other.method === 'GET' &&
        (method === 'POST'
          ? other.path.startsWith(`${path}/{`) && other.path.endsWith('}')
          : other.path === path) &&
        other.path.split('/').length === path.split('/').length + (method === 'POST' ? 1 : 0),
    )
  }

  /** Where the written object is, by the ID of the answer. */
  function newPath(
    path: string,
    { path: template }: Operation,
    answer: Record<string, unknown>,
  ): string | undefined {
    const parameter = /\{(\w+)\}$/.exec(template)?.[1]
    if (parameter === undefined) return path
    const id =
      answer[parameter] ?? answer['id'] ?? Object.entries(answer).find(([name]) => name.endsWith('_id'))?.[1]
    if (typeof id !== 'string' && typeof id !== 'number') return path.endsWith('/') ? undefined : path
    return path.replace(/[^/]*$/, String(id))
  }
}

/** Whether what was read has what was written; objects may have more. */
function holds(read: unknown, written: unknown): boolean {
  if (isObject(written))
    return isObject(read) && Object.entries(written).every(([name, value]) => holds(read[name], value))
  if (Array.isArray(written))
    return (
      written.length <= asList(read).length &&
      written.every((value, index) => holds(asList(read)[index], value))
    )
  if (typeof written === 'string' && /^\d{4}-\d\d-\d\dT/.test(written))
    return typeof read === 'string' && Date.parse(read) === Date.parse(written)
  return read === written
}
