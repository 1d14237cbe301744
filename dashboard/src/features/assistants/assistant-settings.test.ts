import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keySettings, signInSettings } from './assistant-settings.ts'

const URL_OF_SERVER = 'https://connect.example.com'

test('each install link holds what the file of its client would', () => {
  const linkOf = (client: string): URL =>
    new URL(signInSettings(URL_OF_SERVER).find((one) => one.client === client)?.installUrl ?? '')
  const cursor = linkOf('Cursor').searchParams
  assert.equal(cursor.get('name'), 'letterlock')
  assert.deepEqual(JSON.parse(atob(cursor.get('config') ?? '')), { url: `${URL_OF_SERVER}/mcp` })
  const code = linkOf('VS Code').searchParams
  assert.equal(code.get('name'), 'letterlock')
  assert.deepEqual(JSON.parse(code.get('config') ?? ''), { type: 'http', url: `${URL_OF_SERVER}/mcp` })
})

test('no install link holds a secret key', () => {
  assert.ok(keySettings(URL_OF_SERVER, 'llk_secret').every(({ installUrl }) => installUrl === undefined))
})
