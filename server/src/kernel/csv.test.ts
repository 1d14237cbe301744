import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from './csv.ts'

test('a line of CSV quotes what needs it, and keeps formulas texts', () => {
  assert.equal(
    csvLine(['plain', 'a,b', 'say "no"', 'two\nlines', '']),
    'plain,"a,b","say ""no""","two\nlines",\r\n',
  )
  for (const begin of ['=', '+', '-', '@', '＝', ' ='])
    assert.equal(csvLine([`${begin}SUM(1)`]), `${begin.replace(/(?=\S)/, "'")}SUM(1)\r\n`)
})

test('a cell has no formula in a spreadsheet that separates by semicolons or tabs either', () => {
  const rest = ([...cells]: string[]): string[] =>
    csvLine(cells)
      .split(/[;\t\r\n]/)
      .filter((cell) => /^[\s"]*[=+\-@]/.test(cell))
  for (const hostile of [
    "x;=cmd|' /C calc'!A0",
    'x\t=1',
    'x\n=1',
    'x\r\n@A1',
    '\t=1',
    '\r=1',
    'x; -1',
    'x;;+1',
    'x;"=1;y',
    'x\t"=1',
    'x; "" @A1',
    '"=1"',
  ])
    assert.deepEqual(rest(['a', hostile]), [], hostile)
})
