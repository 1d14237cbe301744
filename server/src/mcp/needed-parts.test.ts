import assert from 'node:assert/strict'
import { test } from 'node:test'
import { neededParts } from './needed-parts.ts'

/** What of a server is made for a message. */
function made(message: unknown): string[] {
  const { tool, ...parts } = neededParts(message)
  const tools = ['send_campaign', 'get_account'].filter(tool)
  return [...tools, ...Object.entries(parts).flatMap(([name, isNeeded]) => (isNeeded ? [name] : []))]
}

const EVERYTHING = ['send_campaign', 'get_account', 'prompts', 'resources', 'completions']

test('a call needs the tool that it names, and a list needs all of its kind', () => {
  assert.deepEqual(made({ method: 'tools/call', params: { name: 'get_account' } }), ['get_account'])
  assert.deepEqual(made({ method: 'tools/list' }), ['send_campaign', 'get_account'])
  assert.deepEqual(made({ method: 'prompts/get' }), ['prompts'])
  assert.deepEqual(made({ method: 'resources/templates/list' }), ['resources'])
  assert.deepEqual(made({ method: 'completion/complete' }), ['completions'])
})

test('a call of no tool or of an unknown one needs none', () => {
  for (const params of [undefined, null, [], {}, { name: 1 }, { name: 'toString' }])
    assert.deepEqual(made({ method: 'tools/call', params }), [])
})

test('anything else may need everything: initialize, a batch, a response, nonsense', () => {
  for (const message of [{ method: 'initialize' }, [{ method: 'tools/list' }], { result: {} }, null, 'x', 1])
    assert.deepEqual(made(message), EVERYTHING)
})
