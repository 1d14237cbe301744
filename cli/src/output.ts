import { styleText } from 'node:util'

/* Results go to standard output, everything else to standard error. */

type Style = Parameters<typeof styleText>[0]

/** Color only on a terminal; `NO_COLOR` is honored. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

/** A line of the result. */
export function print(text = ''): void {
  process.stdout.write(`${text}\n`)
}

/** A line that is not part of the result: progress, a link to open, a warning. */
export function note(text = ''): void {
  process.stderr.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** Text from elsewhere, without the control characters that a terminal would take for commands. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}
