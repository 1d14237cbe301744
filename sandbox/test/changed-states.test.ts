import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '@letterlock/testing/random.ts'
import { CONSTANT_CONTACT_RULES } from '../src/constant-contact/api/rules.ts'
import { MAILCHIMP_RULES } from '../src/mailchimp/rules.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { Explorer } from './specification/explore.ts'
import { KNOWLEDGE } from './specification/knowledge.ts'
import { ODD_JSON, pick } from './specification/odd-values.ts'
import { signIn } from './specification/sign-in.ts'

const CHANGES = 100
/** Not what is nested too deeply to be written as JSON again. */
const VALUES = ODD_JSON.filter((value) => !value.startsWith('[[[[[[[[['))

/** Changes, adds or removes one member, anywhere in a state. */
function changed(state: string, random: () => number): string {
  const copy: unknown = JSON.parse(state)
  let object: object = Object(copy)
  while (random() < 0.8) {
    const inner = Object.values(object).filter((member) => typeof member === 'object' && member !== null)
    if (inner.length === 0) break
    object = Object(pick(inner, random))
  }
  const name = pick([...Object.keys(object), 'x'], random)
  if (random() < 0.3) Reflect.deleteProperty(object, name)
  else Reflect.set(object, name, JSON.parse(pick(VALUES, random)))
  return JSON.stringify(copy)
}

/** Reads all that a user of two providers can, and the pages. Returns what failed. */
async function startReads(sandbox: Sandbox): Promise<() => Promise<string[]>> {
  const reads = new Map(
    ['', '?tab=users', '?tab=apps'].map((tab) => [
      `/_sandbox/${tab}`,
      () => fetch(`${sandbox.url}/_sandbox/${tab}`),
    ]),
  )
  const { specification: mailchimp } = MAILCHIMP_RULES
  const { specification: constantContact } = CONSTANT_CONTACT_RULES
  for (const [name, specification] of [
    ['mailchimp', mailchimp],
    ['constant-contact', constantContact],
  ] as const) {
    const signedIn = signIn(sandbox, name, 'small')
    const explorer = new Explorer(specification, signedIn, KNOWLEDGE[name])
    for (const operation of specification.operations.filter(({ method }) => method === 'GET')) {
      const path = await explorer.pathFor(operation)
      reads.set(`${name} ${path}`, () => signedIn.call(path))
    }
  }
  return async () => {
    const failed: string[] = []
    for (const [name, read] of reads) {
      const response = await read()
      await response.body?.cancel()
      if (response.status === 500) failed.push(name)
    }
    return failed
  }
}

test('no change of a state makes later requests fail: what a sandbox has not written is refused', async () => {
  await using sandbox = await startSandbox()
  const random = seededRandom()
  const read = await startReads(sandbox)
  assert.deepEqual(await read(), [])
  const url = `${sandbox.url}/_sandbox/state`
  const state = await (await fetch(url)).text()
  const put = (body: string): Promise<Response> => fetch(url, { method: 'PUT', body })
  for (let count = 0; count < CHANGES; count += 1) {
    const response = await put(changed(state, random))
    await response.body?.cancel()
    if (response.status === 204) assert.deepEqual(await read(), [], 'of a state that was taken')
    else assert.equal(response.status, 400)
  }
  assert.deepEqual(await read(), [])
  assert.equal((await put(state)).status, 204)
  assert.equal((await put(JSON.stringify(JSON.parse(state), null, 2))).status, 204, 'spaces do not count')
  assert.deepEqual(await read(), [])
})
