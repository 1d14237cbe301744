import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createResourceStack } from './resource-stack.ts'

test('closes the last opened first, waits for each, and does it once', async () => {
  const closed: string[] = []
  const resources = createResourceStack()
  for (const name of ['lock', 'database', 'server'])
    resources.defer(async () => {
      await Promise.resolve()
      closed.push(name)
    })
  await Promise.all([resources.close(), resources.close()])
  assert.deepEqual(closed, ['server', 'database', 'lock'])
})

test('closes the others when one fails, and reports the failure', async () => {
  const closed: string[] = []
  const resources = createResourceStack()
  resources.defer(() => closed.push('lock'))
  resources.defer(() => {
    throw new Error('cannot close the database')
  })
  resources.defer(() => closed.push('server'))
  await assert.rejects(resources.close(), /cannot close the database/)
  assert.deepEqual(closed, ['server', 'lock'])
})
