/* Text from people and providers, made safe to show beside text of this product. */

/** Bidi embeddings, overrides and isolates (UAX #9, section 2), control characters, and tag characters outside a flag: they hide or reorder text. */
const MISLEADING =
  /(\p{RGI_Emoji_Tag_Sequence})|[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|(?![\n\t])\p{Cc}/gv

/** Removes characters that hide or reorder text. */
export function withoutMisleading(text: string): string {
  return text.replaceAll(MISLEADING, '$1')
}

/** Removes them from every string of a JSON value, names of members included. IDs and links have no such characters. */
export function withoutMisleadingIn<T>(value: T): T
export function withoutMisleadingIn(value: unknown): unknown {
  if (typeof value === 'string') return withoutMisleading(value)
  if (Array.isArray(value)) return value.map((one: unknown) => withoutMisleadingIn(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      withoutMisleading(name),
      withoutMisleadingIn<unknown>(inner),
    ]),
  )
}

/** Whether a text is one line in which nothing is hidden or reordered. */
export function isPlainLine(text: string): boolean {
  return withoutMisleading(text) === text && !/[\n\t\u2028\u2029]/.test(text)
}

const MAX_LENGTH = 200

/** Text from an account as one line, so that it cannot look like or reorder other lines. */
export function toOneLine(text: string): string {
  return withoutMisleading(text).replaceAll(/\s+/g, ' ').trim()
}

/** `toOneLine`, cut to a readable length. */
export function toShortLine(text: string): string {
  const line = toOneLine(text)
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).toWellFormed()}…` : line
}
