const HIDDEN_BEGINS = /<!--|<(style|script|title)\b/gi

/**
 * Replaces comments and elements that are not shown by blanks; one that never ends hides the rest. Each character is looked at once, so an
 * email that is made to be slow is not.
 */
export function visibleHtml(html: string): string {
  const lower = html.toLowerCase()
  const shown: string[] = []
  let from = 0
  HIDDEN_BEGINS.lastIndex = 0
  for (let found = HIDDEN_BEGINS.exec(html); found; found = HIDDEN_BEGINS.exec(html)) {
    shown.push(html.slice(from, found.index))
    const [, element] = found
    const end = element === undefined ? '-->' : `</${element.toLowerCase()}`
    const at = lower.indexOf(end, found.index)
    const close = element === undefined ? at + end.length - 1 : lower.indexOf('>', at)
    if (at === -1 || close === -1) return shown.join(' ')
    from = close + 1
    HIDDEN_BEGINS.lastIndex = from
  }
  return [...shown, html.slice(from)].join(' ')
}
