import { Letterlock } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSdk } from './reference-docs/read-sdk.ts'

const letterlock = new Letterlock({ url: 'http://127.0.0.1:9', secretKey: 'llk_example' })

/** The methods of an object, those of the objects in it with their path. */
function methodsOf(object: object): string[] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'function') return [name]
    return typeof value === 'object' && value !== null
      ? methodsOf(value).map((method) => `${name}.${method}`)
      : []
  })
}

test('the SDK’s page has every method that the SDK has', () => {
  const resources = readSdk(join(import.meta.dirname, '..'))
  const read = resources.flatMap(({ name, methods }) =>
    methods.map(
      (method) =>
        `${['contacts', 'segments', 'campaigns', 'automations'].includes(name) ? 'account.' : ''}${name}.${method.name}`,
    ),
  )
  const account = methodsOf(letterlock.account('conn_1')).map((method) => `account.${method}`)
  const real = [...methodsOf(letterlock), ...account]
  assert.ok(real.length > 50, `only ${real.length} methods were found`)
  assert.deepEqual(read.toSorted(), real.toSorted())
})

test('what the SDK’s page says of a method is in its source', () => {
  const methods = readSdk(join(import.meta.dirname, '..')).find(({ name }) => name === 'connections')?.methods
  const method = methods?.find(({ name }) => name === 'getAccessToken')
  assert.deepEqual(method?.parameters, ['connectionId', 'input?'])
  assert.equal(method?.returns, 'AccessToken')
  assert.match(method?.throws ?? '', /connection_disconnected/)
})
