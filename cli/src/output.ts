import { randomUUID } from 'node:crypto'
import { styleText } from 'node:util'

/*
 * Results go to standard output, everything else to standard error. Names, messages and URLs may come from others: the output has no
 * terminal escape sequences and no line breaks from them.
 */

type Style = Parameters<typeof styleText>[0]

/** Placeholder for ESC in our own styles. Other text cannot contain it. */
const OWN_ESCAPE = `\u{E000}${randomUUID()}`

/** Color only on a terminal; `NO_COLOR` is honored. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, printable(text), { stream }).replaceAll('\u001B', OWN_ESCAPE)
}

/** A line of the result. */
export function print(line = ''): void {
  process.stdout.write(`${onTerminal(line)}\n`)
}

/** A line that is not part of the result: progress, a link to open, a warning. */
export function note(line = ''): void {
  process.stderr.write(`${onTerminal(line)}\n`)
}

/** Overwrites the current line on standard error. */
export function noteProgress(line: string): void {
  process.stderr.write(`\r\u001B[K${onTerminal(line).slice(0, (process.stderr.columns ?? 80) - 1)}`)
}

/** Text of several lines, such as a script or a body. */
export function printText(text: string): void {
  for (const line of text.split(/\r?\n/)) print(line)
}

export function printJson(value: unknown): void {
  process.stdout.write(`${toJson(value, 2)}\n`)
}

/** JSON whose strings have terminal control characters escaped, so that parsing returns the original. */
export function toJson(value: unknown, space?: number): string {
  return JSON.stringify(value, null, space).replaceAll(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Control characters, line separators, and characters that change the text direction or have no width. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu

/** Replaces each control character by a space. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, ' ')
}

const onTerminal = (line: string): string => printable(line).replaceAll(OWN_ESCAPE, '\u001B')
