/*
 * A stylesheet can show elements that browsers hide, such as `title`. Its text is searched, not parsed, so that an unusual stylesheet cannot
 * show more than is found: in doubt an element counts as shown.
 */

/** Whether a stylesheet may show a hidden element. */
export type MayShow = (name: string, attributes: ReadonlyMap<string, string>) => boolean

const DISPLAY = /(?<![\w-])(?:display|all) ?:/

/** A universal selector `*`; not with a class, ID or attribute, and not an operator such as `*=`. */
const ANY_ELEMENT = /\*(?![[.#=])/

/** A pseudo-class without an element name before it; `:root` is `html`. */
const PSEUDO_ALONE = /(?:^|[ ,>+~(){};|]):(?!root(?![\w-]))[a-z-]/

/** Names as selectors write them: of an element, a class (`.`), an ID (`#`) or an attribute (`[`). */
const NAMES = /(\[ ?(?:[\w-]*\|)?|[.#])?([\w-]+)/g

/** @param css the text of all stylesheets of an email, and of all that may be one */
export function shownByStyles(css: string): MayShow {
  const text = withoutComments(plain(css))
  const showing = showingRules(text)
  if (importsData(text) || ANY_ELEMENT.test(showing) || PSEUDO_ALONE.test(showing)) return () => true
  const selected = new Set<string>()
  for (const [, before = '', name = ''] of showing.matchAll(NAMES)) selected.add(before.charAt(0) + name)
  const isSelected = ([name, value]: [string, string]): boolean =>
    selected.has(`[${plainName(name)}`) ||
    (name === 'id' && selected.has(`#${plainName(value)}`)) ||
    (name === 'class' && value.split(/\s+/).some((word) => selected.has(`.${plainName(word)}`)))
  return (name, attributes) => selected.has(name) || [...attributes].some(isSelected)
}

/** The parts up to each `}` that can set `display`; the whole text if one of them continues an earlier part. */
function showingRules(text: string): string {
  const showing = text.split('}').filter((part) => DISPLAY.test(part))
  return showing.every(hasOwnSelector) ? showing.join('}') : text
}

/** Whether the rule that sets `display` has its selector right before it, so that no surrounding one counts. */
function hasOwnSelector(part: string): boolean {
  const brace = part.lastIndexOf('{')
  const before = Math.max(part.lastIndexOf('{', brace - 1), part.lastIndexOf(';', brace))
  const selector = part.slice(before + 1, Math.max(brace, 0))
  return !DISPLAY.test(part.slice(0, Math.max(brace, 0))) && selector.trim() !== '' && !/[@&]/.test(selector)
}

/** Whether a stylesheet imports another one as data. */
const importsData = (text: string): boolean =>
  text.split(';').some((part) => {
    const begin = part.indexOf('@import')
    return begin !== -1 && part.includes('data:', begin)
  })

/** Removes comments. One with braces or quotes stays, because it may be within a string. */
function withoutComments(css: string): string {
  const kept: string[] = []
  let at = 0
  for (let begin = css.indexOf('/*'); begin !== -1; begin = css.indexOf('/*', at)) {
    const found = css.indexOf('*/', begin + 2)
    const end = found === -1 ? css.length : found
    const comment = css.slice(begin + 2, end)
    kept.push(css.slice(at, begin), found === -1 || /[{}"']/.test(comment) ? comment : '', ' ')
    at = end + 2
  }
  return kept.join('') + css.slice(at)
}

/**
 * In lower case and with decoded escapes, which can stand for a letter, digit or hyphen. Other escapes are not part of the syntax (CSS Syntax,
 * 4.3.7), nor are characters outside of ASCII.
 */
const plain = (css: string): string =>
  css
    .toLowerCase()
    .replaceAll(
      /\\(?:([\da-f]{1,6})(?:\r\n|\s)?|([^\n\r\f]))|[^\0-\x7F]/gu,
      (_, hex: string | undefined, char: string | undefined) =>
        plainName(hex === undefined ? (char ?? '_') : fromCodePoint(Number.parseInt(hex, 16))),
    )
    .replaceAll(/\s+/g, ' ')

const fromCodePoint = (codePoint: number): string =>
  codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '_'

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\w-]/gu, '_')
