import type { Rolldown } from 'tsdown'

/** With the backslashes before them. */
const WIDE = /(\\*)([^\0-\xFF]+)/g

/**
 * Writes characters beyond Latin-1 as escapes. V8 keeps the text of a file with a single one of them in two bytes a character for as long as
 * the process runs. Lines stay where they are, so source maps still lead to them.
 */
export function oneByteText(): Rolldown.Plugin {
  return {
    name: 'one-byte-text',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle))
        if (output.type === 'chunk') output.code = toOneByteText(output.code)
    },
  }
}

export const toOneByteText = (code: string): string => code.replaceAll(WIDE, escape)

/** A character that was escaped needs its backslash no longer. */
function escape(_match: string, backslashes: string, characters: string): string {
  const before = backslashes.length % 2 === 1 ? backslashes.slice(1) : backslashes
  const units = Array.from(
    { length: characters.length },
    (_, index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`,
  )
  return before + units.join('')
}
