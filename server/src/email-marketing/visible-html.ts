/** Where a part that is not shown begins, and what ends it. */
const HIDDEN = [
  { begin: '<!--', end: /-->/g },
  { begin: '<style', end: /<\/style[^<>]*>/gi },
  { begin: '<script', end: /<\/script[^<>]*>/gi },
  { begin: '<title', end: /<\/title[^<>]*>/gi },
] as const

/**
 * Replaces comments and elements that are not shown by blanks; one that never ends hides the rest. Each character is looked at once, so an
 * email that is made to be slow is not.
 */
export function visibleHtml(html: string): string {
  const shown: string[] = []
  let from = 0
  for (const { index, 0: begin } of html.matchAll(/<!--|<(?:style|script|title)\b/gi)) {
    if (index < from) continue
    shown.push(html.slice(from, index))
    const end = HIDDEN.find((hidden) => hidden.begin === begin.toLowerCase())?.end ?? /$/g
    end.lastIndex = index
    if (!end.test(html)) return shown.join(' ')
    from = end.lastIndex
  }
  return [...shown, html.slice(from)].join(' ')
}
