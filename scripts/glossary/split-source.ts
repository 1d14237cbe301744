import type { Place } from './read-glossary.ts'

/** A part of a file with one kind of text. */
export interface Piece {
  readonly place: Place
  readonly text: string
  /** Line of its first character, from 1. */
  readonly line: number
}

const CODE =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(,=:[!&|?{};\n] ?)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*|[A-Za-z_$][\w$]*/g

/** Splits TypeScript or SQL into comments, strings and identifiers. */
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

/** Splits a document into lines. Link targets are omitted, because they are names. */
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
