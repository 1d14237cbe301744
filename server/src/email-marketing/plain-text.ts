import { visibleHtml } from './visible-html.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** The text of an HTML email, for recognizing it. */
export function plainText(html: string): string {
  return withoutTags(visibleHtml(html))
}

/**
 * The text of HTML without hidden parts (`visibleHtml`), in one line. A tag that is not closed goes to the end, as in a browser.
 */
export function withoutTags(html: string): string {
  return html
    .replaceAll(/<[^>]*(?:>|$)/g, ' ')
    .replaceAll(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
      (whole, decimal?: string, hex?: string, name?: string) =>
        name === undefined
          ? character(Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10))
          : (ENTITIES[name] ?? whole),
    )
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function character(code: number): string {
  return code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
    ? String.fromCodePoint(code)
    : ''
}
