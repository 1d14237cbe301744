import assert from 'node:assert/strict'
import { seededRandom } from '@letterlock/testing/random.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox.ts'
import type { Operation, Specification } from '../../src/specification/specification.ts'
import { Explorer, keyOf } from './explore.ts'
import { KNOWLEDGE } from './knowledge.ts'
import { ODD_CONTENTS, ODD_IDS, ODD_JSON, ODD_QUERIES, oddBody, pick, pickSome } from './odd-values.ts'
import { isObject } from './read-json.ts'
import { signIn, type ProviderName } from './sign-in.ts'

const ODD_MEMBERS: readonly unknown[] = [null, [], {}, 'ab', -1, [null]]

/** Odd bodies, then each member odd, then odd values anywhere. */
function oddBodies(body: object | undefined, random: () => number): string[] {
  const members = isObject(body)
    ? Object.keys(body).flatMap((name) =>
        pickSome(ODD_MEMBERS, 2, random).map((value) => JSON.stringify({ ...body, [name]: value })),
      )
    : []
  const anywhere = Array.from({ length: 8 }, () => oddBody(body ?? {}, random))
  return ['', 'null', ...pickSome(ODD_JSON, 8, random), ...members, ...anywhere]
}

/**
 * Sends requests of odd shapes to every operation, then takes the state out and in again, and asks for everything: none of it may be
 * answered with a 500.
 */
export async function sendOddRequests(name: ProviderName, specification: Specification): Promise<void> {
  await using sandbox = await startSandbox()
  const random = seededRandom()
  const signedIn = signIn(sandbox, name, 'small')
  const explorer = new Explorer(specification, signedIn, KNOWLEDGE[name])
  const failed: string[] = []
  const send = async (operation: Operation, path: string, init: RequestInit = {}): Promise<number> => {
    const response = await signedIn.call(path, { method: operation.method, ...init })
    await response.body?.cancel()
    if (response.status === 500)
      failed.push(
        `${keyOf(operation)} ${path} ${typeof init.body === 'string' ? init.body.slice(0, 500) : ''}`,
      )
    return response.status
  }
  for (const operation of specification.operations) {
    const path = await explorer.pathFor(operation)
    const isRead = operation.method === 'GET' || operation.method === 'DELETE'
    if (isRead)
      for (const query of pickSome(ODD_QUERIES, 7, random)) await send(operation, `${path}?${query}`)
    else {
      const body = await explorer.bodyFor(operation)
      const headers = { 'content-type': 'application/json' }
      for (const odd of oddBodies(body, random))
        if ((await send(operation, path, { headers, body: odd })) === 501) break
      for (const [type, content] of pickSome(ODD_CONTENTS, 2, random))
        await send(operation, path, { headers: { 'content-type': type }, body: content })
      const query = pick(ODD_QUERIES, random)
      await send(operation, `${path}?${query}`, { headers, body: JSON.stringify(body ?? {}) })
    }
    for (const id of pickSome(ODD_IDS, 5, random))
      await send(operation, operation.path.replaceAll(/\{\w+\}/g, id))
  }
  await exportAndImport(sandbox)
  for (const operation of specification.operations)
    if (operation.method === 'GET') await send(operation, await explorer.pathFor(operation))
  assert.deepEqual(failed, [])
  assert.equal(Reflect.get({}, 'polluted'), undefined)
}

async function exportAndImport({ url }: Sandbox): Promise<void> {
  const state = await (await fetch(`${url}/_sandbox/state`)).text()
  const headers = { 'content-type': 'application/json' }
  const imported = await fetch(`${url}/_sandbox/state`, { method: 'PUT', headers, body: state })
  assert.equal(imported.status, 204, await imported.text())
  const page = await fetch(`${url}/_sandbox/`)
  await page.body?.cancel()
  assert.equal(page.status, 200)
}
