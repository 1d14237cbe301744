import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a word is avoided: identifiers and file names, strings in code, documents and comments. */
export type Place = 'identifier' | 'string' | 'document'

export interface AvoidedWord {
  /** One or more words in lower case, such as `sent away`. */
  readonly word: string
  readonly places: readonly Place[]
  /** The term to use instead. */
  readonly term: string
}

const PLACES: Readonly<Record<string, Place>> = { I: 'identifier', S: 'string', D: 'document' }

/** Reads the last column of the table in docs/glossary.md: `word:ISD`, separated by commas. Words with `~` are for reviewers only. */
export function readGlossary(root: string): AvoidedWord[] {
  const rows = readFileSync(join(root, 'docs/glossary.md'), 'utf8').matchAll(
    /^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm,
  )
  return [...rows].flatMap(([, term = '', avoided = '']) =>
    [...avoided.matchAll(/`([^`~]+):([ISD]+)`/g)].map(([, word = '', places = '']) => ({
      word: splitWords(word).join(' '),
      places: places.split('').flatMap((letter) => PLACES[letter] ?? []),
      term: term.trim(),
    })),
  )
}

/** Splits `sentAway`, `sent_away` and `sent-away` into `sent` and `away`. */
export function splitWords(text: string): string[] {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
