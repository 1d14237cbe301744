import { randomUUID } from 'node:crypto'
import { styleText } from 'node:util'

/*
 * Results go to standard output, everything else to standard error. Names, messages and addresses are the text of others. What is written
 * here has no character that a terminal takes for a command, and no line break that this program did not write.
 */

type Style = Parameters<typeof styleText>[0]

/** Stands for ESC in styles of our own; text from elsewhere cannot contain it. */
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

/** Writes over the line that is there, on standard error. */
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

/** JSON whose texts have no character that a terminal takes for a command: they are escaped, and read as they were. */
export function toJson(value: unknown, space?: number): string {
  return JSON.stringify(value, null, space).replaceAll(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Control characters, line separators, and those that change the direction of text or have no width. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu

/** Each character that a terminal would take for a command becomes a space. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, ' ')
}

const onTerminal = (line: string): string => printable(line).replaceAll(OWN_ESCAPE, '\u001B')
