import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from './csv.ts'

test('a line of CSV quotes what needs it, and keeps formulas texts', () => {
  assert.equal(
    csvLine(['plain', 'a,b', 'say "no"', 'two\nlines', '']),
    'plain,"a,b","say ""no""","two\nlines",\r\n',
  )
  for (const begin of ['=', '+', '-', '@', '\t'])
    assert.equal(csvLine([`${begin}SUM(1)`]), `'${begin}SUM(1)\r\n`)
  for (const begin of ['\r', '\n']) assert.equal(csvLine([`${begin}=1`]), `"'${begin}=1"\r\n`)
})
