import assert from 'node:assert/strict'
import { startSandbox } from '../../src/sandbox.ts'
import type { Operation, Specification } from '../../src/specification/specification.ts'
import { Explorer, keyOf } from './explore.ts'
import { KNOWLEDGE } from './knowledge.ts'
import { isObject } from './read-json.ts'
import { signIn, type ProviderName } from './sign-in.ts'

/** Values that a member of a body, or the whole body, has by mistake. */
const ODD: readonly unknown[] = [
  null,
  [],
  {},
  'ab',
  '',
  0,
  -1,
  true,
  [null],
  [[]],
  [{}],
  { constructor: { prototype: 1 } },
  JSON.parse('{"__proto__": {"polluted": true}}'),
]

const ODD_MEMBERS: readonly unknown[] = [null, [], {}, 'ab', -1, [null]]

const ODD_QUERIES = [
  'sort_field=nonsense',
  'count=-1',
  'limit=0&offset=x',
  'fields=.&fields=__proto__',
  'since=never',
  'PageSize=-1&PageNumber=x',
  'filterby=%22',
]

const oddBodies = (body: object | undefined): string[] => {
  const whole = ODD.map((value) => JSON.stringify(value))
  const members = isObject(body)
    ? Object.keys(body).flatMap((name) =>
        ODD_MEMBERS.map((value) => JSON.stringify({ ...body, [name]: value })),
      )
    : []
  return ['', '{', 'null', ...whole, ...members]
}

/** Sends requests of odd shapes to every operation, and then asks for everything: none of them may be answered with a 500. */
export async function sendOddRequests(name: ProviderName, specification: Specification): Promise<void> {
  await using sandbox = await startSandbox()
  const signedIn = signIn(sandbox, name, 'small')
  const explorer = new Explorer(specification, signedIn, KNOWLEDGE[name])
  const failed: string[] = []
  const send = async (operation: Operation, path: string, init: RequestInit = {}): Promise<number> => {
    const response = await signedIn.call(path, { method: operation.method, ...init })
    await response.body?.cancel()
    if (response.status === 500)
      failed.push(`${keyOf(operation)} ${path} ${typeof init.body === 'string' ? init.body : ''}`)
    return response.status
  }
  for (const operation of specification.operations) {
    const path = await explorer.pathFor(operation)
    if (operation.method === 'GET' || operation.method === 'DELETE')
      for (const query of ODD_QUERIES) await send(operation, `${path}?${query}`)
    else
      for (const body of oddBodies(await explorer.bodyFor(operation))) {
        const status = await send(operation, path, {
          headers: { 'content-type': 'application/json' },
          body,
        })
        if (status === 501) break
      }
    for (const id of ['__proto__', 'constructor', '%00', '-1', 'ö', "'"])
      await send(operation, operation.path.replaceAll(/\{\w+\}/g, id))
  }
  for (const operation of specification.operations)
    if (operation.method === 'GET') await send(operation, await explorer.pathFor(operation))
  assert.deepEqual(failed, [])
  assert.equal(Reflect.get({}, 'polluted'), undefined)
}
