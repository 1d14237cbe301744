import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALLOWED_USES, isAllowed } from './allowed-uses.ts'
import { readGlossary, splitWords, type AvoidedWord, type Place } from './read-glossary.ts'
import { splitCode, splitDocument, type Piece } from './split-source.ts'

export interface Finding {
  readonly word: string
  readonly term: string
  readonly file: string
  readonly line: number
}

/** Records of what was, the glossary itself and what reads it, other languages, and what is generated. */
const EXEMPT =
  /^(docs\/decisions\/|docs\/glossary\.md|scripts\/glossary|server\/src\/store\/schema\/|server\/test\/fixtures\/|sdk\/src\/openapi\.ts|docs\/providers\/|.*\/(?:[a-z]+-)?words\/(de\/|it\/|es\/|fr\/|german|italian|spanish|french)|CHANGELOG\.md|package-lock\.json)/
/** Files that use a provider's own words. */
const PROVIDER_WORDS =
  /^(sandbox\/(src\/[^/]+|test\/specification)\/|server\/src\/(providers|email-marketing\/adapters)\/)/
/** Names that are not ours: URLs, Node's and libraries' own; and compounds that the glossary keeps, such as the ID of a secret key. */
const FOREIGN =
  /https?:\/\/[^\s'"`)>]+|\b(?:process|os)\.platform\b|e-?mail[- ]marketing platforms?|\bsecretKeyId\b|better-auth|\bproviderId\b(?=.*better-auth)|\b(?:LETTERLOCK\w+VAULT_\w+|AWS_ACCESS_KEY_ID|accessKeyId|(?-i:KeyId))\b|\brenew-self\b|\brenewable\b|Vault is sealed/gi

/**
 * Every use of an avoided word of docs/glossary.md, in the files that git tracks.
 * @param allowed uses that are left out
 */
export function findAvoidedWords(root: string, allowed = ALLOWED_USES): Finding[] {
  const words = readGlossary(root)
  const matchers = {
    identifier: matcherOf(words, 'identifier'),
    string: matcherOf(words, 'string'),
    document: matcherOf(words, 'document'),
  }
  const termOf = new Map(words.map(({ word, term }) => [word, term]))
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
  const find = createSearch(matchers)
  return files
    .filter((file) => /\.(tsx?|js|sql|md)$/.test(file) && !EXEMPT.test(file) && existsSync(join(root, file)))
    .flatMap((file) =>
      findInFile(root, file, find)
        .filter((found) => !isAllowed(found, allowed))
        .map((found) => ({ ...found, term: termOf.get(found.word) ?? '' })),
    )
}

function findInFile(root: string, file: string, find: Search): Omit<Finding, 'term'>[] {
  const pieces = [{ place: 'identifier', text: file, line: 1 } as const, ...piecesOf(root, file)]
  return pieces.flatMap(({ place, text, line }) => {
    if (place === 'string' && PROVIDER_WORDS.test(file)) return []
    return find(place, text).map(({ word, linesBefore }) => ({ word, file, line: line + linesBefore }))
  })
}

interface Found {
  readonly word: string
  /** Lines of the text before the word; 0 in an identifier. */
  readonly linesBefore: number
}

type Search = (place: Place, text: string) => readonly Found[]

/** Searches each identifier and each string once: most of them are used again and again. */
function createSearch(matchers: Readonly<Record<Place, RegExp>>): Search {
  const results = { identifier: new Map<string, Found[]>(), string: new Map<string, Found[]>() }
  const search = (place: Place, text: string): Found[] => {
    const clean = text.replaceAll(FOREIGN, ' ')
    const searched = place === 'identifier' ? splitWords(clean).join(' ') : clean
    return [...searched.matchAll(matchers[place])].map(({ 1: found = '', index }) => ({
      word: splitWords(found).join(' '),
      linesBefore: place === 'identifier' ? 0 : linesBefore(searched, index),
    }))
  }
  return (place, text) => {
    if (place === 'document') return search(place, text)
    const known = results[place].get(text)
    if (known) return known
    const found = search(place, text)
    results[place].set(text, found)
    return found
  }
}

function piecesOf(root: string, file: string): Piece[] {
  const text = readFileSync(join(root, file), 'utf8')
  return file.endsWith('.md') ? splitDocument(text) : splitCode(text)
}

/** Matches any of the words, also in the plural, longest first. Parts of a word may be separated by a line break. */
function matcherOf(words: readonly AvoidedWord[], place: Place): RegExp {
  const alternatives = words
    .filter(({ places }) => places.includes(place))
    .map(({ word }) => word.replaceAll(' ', '[\\s*-]+'))
    .toSorted((a, b) => b.length - a.length)
  return new RegExp(`(?<![A-Za-z])(${alternatives.join('|')})s?(?![A-Za-z])`, 'gi')
}

function linesBefore(text: string, index: number): number {
  return text.slice(0, index).split('\n').length - 1
}
