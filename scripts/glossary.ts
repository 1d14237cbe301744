/*
 * Prints each use of a word that docs/glossary.md avoids. With `--update`, writes the remaining counts to
 * scripts/glossary/known-findings.json, which may only shrink.
 *
 *     npx node scripts/glossary.ts [--update | part of a file name]
 */
import { join } from 'node:path'
import { findAvoidedWords } from './glossary/find-avoided-words.ts'
import { countFindings, writeKnownFindings } from './glossary/known-findings.ts'

const [argument = ''] = process.argv.slice(2)
const findings = findAvoidedWords(join(import.meta.dirname, '..'))
if (argument === '--update') writeKnownFindings(countFindings(findings))
else
  for (const { file, line, word, term } of findings)
    if (file.includes(argument)) process.stdout.write(`${file}:${line}  “${word}”: ${term}\n`)
process.stdout.write(`${findings.length} findings\n`)
