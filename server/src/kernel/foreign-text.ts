/* Text from people and providers, made safe to show beside text of this product. */

/** Bidi embeddings, overrides and isolates (UAX #9, section 2), control characters, and tag characters outside a flag: they hide or reorder text. */
const MISLEADING =
  /(\p{RGI_Emoji_Tag_Sequence})|[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|(?![\n\t])\p{Cc}/gv

/** Removes characters that hide or reorder text. */
export function withoutMisleading(text: string): string {
  return text.replaceAll(MISLEADING, '$1')
}

const MAX_LENGTH = 200

/** Text from an account as one line, so that it cannot look like or reorder other lines. */
export function saidWhole(text: string): string {
  return withoutMisleading(text).replaceAll(/\s+/g, ' ').trim()
}

/** The same, cut to a readable length. */
export function said(text: string): string {
  const line = saidWhole(text)
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).toWellFormed()}…` : line
}
