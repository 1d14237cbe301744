/** Elements whose content is text without tags. */
const RAW = ['iframe', 'noembed', 'noframes', 'script', 'style', 'textarea', 'title', 'xmp'] as const

const SHOWN: ReadonlySet<string> = new Set(['textarea', 'xmp'])

const endTagOf = (name: string): RegExp => new RegExp(String.raw`</${name}(?=[\t\n\f\r />])`, 'gi')

const END_TAGS: ReadonlyMap<string, RegExp> = new Map(RAW.map((name) => [name, endTagOf(name)]))

/** Whether the content of this element is text without tags, in HTML. */
export const hasRawText = (name: string): boolean => END_TAGS.has(name)

/** Whether browsers show the raw text of an element. A `style` attribute can make any of them visible. */
export const showsRawText = (name: string, attributes: ReadonlyMap<string, string>): boolean =>
  SHOWN.has(name) || attributes.has('style')

/** The index of the end tag of an element whose content starts at `from`; the end of the email if there is none. */
export function rawTextEnd(html: string, name: string, from: number): number {
  if (name === 'script') return scriptEnd(html, from)
  return indexOfMatch(END_TAGS.get(name) ?? endTagOf(name), html, from)
}

function indexOfMatch(pattern: RegExp, html: string, from: number): number {
  pattern.lastIndex = from
  const index = pattern.exec(html)?.index ?? html.length
  pattern.lastIndex = 0
  return index
}

/** In a script, a comment hides one end tag for each `<script>` in it (WHATWG HTML, 13.2.5.20 and the following). */
function scriptEnd(html: string, from: number): number {
  const marks = /<!--|-->|<\/?script(?=[\t\n\f\r />])/gi
  marks.lastIndex = from
  let inComment = false
  let inScript = false
  for (let mark = marks.exec(html); mark; mark = marks.exec(html)) {
    const [text] = mark
    if (text === '<!--') {
      inComment = true
      // `<!-->` is whole.
      marks.lastIndex -= 2
    } else if (text === '-->') inComment = inScript = false
    else if (text[1] !== '/') inScript = inComment
    else if (inScript) inScript = false
    else return mark.index
  }
  return html.length
}

const NOSCRIPT_END = endTagOf('noscript')
const PLAIN_TAGS = /^(?:[^<]|<\/?[a-z](?:[^<>"']|"[^<>"]*"|'[^<>']*')*>)*$/i
const NOT_PLAIN = new RegExp(`<(?:${RAW.join('|')}|math|noscript|plaintext|select|svg|template)`, 'i')

/** Whether the text after a `noscript` is read the same with and without scripts. True also if it has no end: with scripts, nothing is shown then. */
export function isSameWithScripts(html: string, from: number): boolean {
  const end = indexOfMatch(NOSCRIPT_END, html, from)
  if (end === html.length) return true
  const content = html.slice(from, end)
  return PLAIN_TAGS.test(content) && !NOT_PLAIN.test(content)
}
