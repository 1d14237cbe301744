import type { Place } from './read-glossary.ts'

/** A stretch of a file that is all of one kind. */
export interface Piece {
  readonly place: Place
  readonly text: string
  /** From 1, of its first character. */
  readonly line: number
}

const CODE =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(,=:[!&|?{};\n] ?)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*|[A-Za-z_$][\w$]*/g

/** Comments, strings and identifiers of TypeScript or SQL. */
export function splitCode(text: string): Piece[] {
  const lineAt = lineCounter(text)
  return [...text.matchAll(CODE)].map(({ 0: found, index }) => ({
    place: placeOf(found),
    text: found,
    line: lineAt(index),
  }))
}

function placeOf(found: string): Place {
  if (found.startsWith('//') || found.startsWith('/*')) return 'document'
  return /^['"`/]/.test(found) ? 'string' : 'identifier'
}

/** A document, a line at a time; link targets and addresses are names of something. */
export function splitDocument(text: string): Piece[] {
  return text.split('\n').map((line, index) => ({
    place: 'document',
    text: line.replaceAll(/\]\([^)]*\)/g, ']'),
    line: index + 1,
  }))
}

function lineCounter(text: string): (index: number) => number {
  let [line, at] = [1, 0]
  return (index) => {
    for (; at < index; at++) if (text[at] === '\n') line++
    return line
  }
}
