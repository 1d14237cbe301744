/**
 * Prints every use of a word that docs/glossary.md says is not used. With `--update`, writes the counts of what is left to
 * scripts/glossary/known-findings.json, which may only shrink.
 *
 *     npx node scripts/glossary.ts [--update | a part of the files’ names]
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
