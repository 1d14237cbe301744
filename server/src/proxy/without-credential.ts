import type { UsableCredential } from '../tokens/access-tokens.ts'

const patterns = new WeakMap<UsableCredential['token'], RegExp>()

/** Replaces a credential that a provider repeats, plain or percent-encoded, once or several times (RFC 3986 section 2.1). A URL stays valid. */
export function withoutCredential(
  text: string,
  { token, placed }: Pick<UsableCredential, 'token' | 'placed'>,
): string {
  let pattern = patterns.get(token)
  if (!pattern) {
    const values = [...placed.headers.map(({ value }) => value), token]
    pattern = new RegExp(values.map((value) => patternOf(value.reveal())).join('|'), 'gu')
    patterns.set(token, pattern)
  }
  return text.replaceAll(pattern, '***')
}

const patternOf = (value: string): string => Array.from(value, anySpelling).join('')

function anySpelling(character: string): string {
  const itself = `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${hexOf(byte)}`).join('')
  return `(?:${itself}|${bytes}${character === ' ' ? String.raw`|\+` : ''})`
}

/** In either case. */
const hexOf = (byte: number): string =>
  byte
    .toString(16)
    .padStart(2, '0')
    .replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
