/** With more tags, any field counts as shown. */
const MAX_TAGS = 200

/** The encoded delimiters of tags, in links and in HTML. */
const ENCODED = /(?:%|&#x)(2A|5B|5D|7C);?|&#(42|91|93|124);?/gi

const characterOf = (_: string, hex: string | undefined, decimal: string | undefined): string =>
  String.fromCharCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))

/**
 * The merge tags of an email that show a field of its recipient.
 * @param pattern global; its first group is the content of a tag, see `MarketingAdapter`
 * @returns null if it may have any
 */
export function mergeTagsIn(text: string, pattern: RegExp | null): readonly string[] | null {
  if (!pattern) return null
  const tags = new Set<string>()
  for (const [, tag = ''] of text.replaceAll(ENCODED, characterOf).matchAll(pattern)) {
    tags.add(tag)
    if (tags.size > MAX_TAGS) return null
  }
  return [...tags]
}
