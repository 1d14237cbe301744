import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLetterlock } from './letterlock.ts'

test('a URL that is no web address is an error at once, not at the first call', () => {
  for (const url of ['127.0.0.1:4400', 'localhost', '', 'ftp://x'])
    assert.throws(() => createLetterlock({ url, secretKey: 'llk_x' }), /url must begin with http/, url)
  createLetterlock({ url: 'https://connect.example/', secretKey: 'llk_x' })
})
