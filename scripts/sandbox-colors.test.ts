import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const PAGE = 'sandbox/src/control-page'
const COLOR = /light-dark\(.+\)(?=;|'$)/gm

const colorsOf = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(COLOR)].map(([color]) => color)

test('the colors of the sandbox’s page, which imports nothing of the server, are those of the dashboard', () => {
  const known = new Set(colorsOf('server/src/views/tokens.css'))
  const used = [`${PAGE}/browser/colors.css`, `${PAGE}/control-page.ts`].flatMap(colorsOf)
  assert.ok(used.length > 12, 'the colors are found')
  assert.deepEqual(
    used.filter((color) => !known.has(color)),
    [],
  )
})
