import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { ALLOWED_USES, isAllowed } from './glossary/allowed-uses.ts'
import { findAvoidedWords } from './glossary/find-avoided-words.ts'
import { countFindings, folderOf, readKnownFindings } from './glossary/known-findings.ts'
import { readGlossary } from './glossary/read-glossary.ts'
import { splitCode } from './glossary/split-source.ts'

const ROOT = resolve(import.meta.dirname, '..')
const uses = findAvoidedWords(ROOT, [])

test('the glossary’s table is read', () => {
  const words = readGlossary(ROOT)
  assert.ok(words.length >= 70, `only ${words.length} words were found`)
  assert.deepEqual(
    words.find(({ word }) => word === 'access level'),
    { word: 'access level', places: ['identifier', 'string', 'document'], term: 'permission' },
  )
})

test('code is split into comments, strings and identifiers', () => {
  const pieces = splitCode("// the hub\nconst hubUrl = 'a hub' /* two\nlines */\nconst x = /it's/g")
  assert.deepEqual(
    pieces.map(({ place, text, line }) => [place, text, line]),
    [
      ['document', '// the hub', 1],
      ['identifier', 'const', 2],
      ['identifier', 'hubUrl', 2],
      ['string', "'a hub'", 2],
      ['document', '/* two\nlines */', 2],
      ['identifier', 'const', 4],
      ['identifier', 'x', 4],
      ['string', "/it's/g", 4],
    ],
  )
})

test('each exception to the glossary is still needed', () => {
  const unused = ALLOWED_USES.filter(
    ({ file, word }) => !uses.some((use) => file.test(use.file) && word === use.word),
  )
  assert.deepEqual(unused, [])
})

test('no word that the glossary does not use is used once more', () => {
  const findings = uses.filter((use) => !isAllowed(use, ALLOWED_USES))
  const known = readKnownFindings()
  const counts = countFindings(findings)
  const grown = findings.filter((finding) => {
    const folder = folderOf(finding)
    return (counts[finding.word]?.[folder] ?? 0) > (known[finding.word]?.[folder] ?? 0)
  })
  const lines = grown.map(({ file, line, word, term }) => `${file}:${line}  “${word}”: ${term}`)
  assert.deepEqual(lines, [], `more than the known findings:\n${lines.join('\n')}`)
})
