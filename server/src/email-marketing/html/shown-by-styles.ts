/*
 * A stylesheet can show elements that browsers hide, such as `title`. Its text is searched, not parsed, so that no odd stylesheet shows more than is
 * found: in doubt an element is shown.
 */

/** Whether a stylesheet may show a hidden element. */
export type MayShow = (name: string, attributes: ReadonlyMap<string, string>) => boolean

const DISPLAY = /(?<![\w-])(?:display|all) ?:/

/** `*`, but for what needs an attribute too, and operators such as `*=`. */
const ANY_ELEMENT = /\*(?![[.#=])/

/** Without the name of an element before it; `:root` is `html`. */
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

/** The parts up to each `}` that can set `display`; the whole text, if one of them continues what began before it. */
function showingRules(text: string): string {
  const showing = text.split('}').filter((part) => DISPLAY.test(part))
  return showing.every(hasOwnSelector) ? showing.join('}') : text
}

/** Whether what sets `display` has a selector right before it, and none around it counts. */
function hasOwnSelector(part: string): boolean {
  const brace = part.lastIndexOf('{')
  const before = Math.max(part.lastIndexOf('{', brace - 1), part.lastIndexOf(';', brace))
  const selector = part.slice(before + 1, Math.max(brace, 0))
  return !DISPLAY.test(part.slice(0, Math.max(brace, 0))) && selector.trim() !== '' && !/[@&]/.test(selector)
}

/** A stylesheet in a stylesheet. */
const importsData = (text: string): boolean =>
  text.split(';').some((part) => {
    const begin = part.indexOf('@import')
    return begin !== -1 && part.includes('data:', begin)
  })

/** A comment with braces or quotes stays: what looks like one may be within a text. */
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
 * In lower case, and without escapes: one may stand for a letter, a digit or a hyphen; any other is no part of the syntax (CSS Syntax, 4.3.7), as no
 * character outside of ASCII is.
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
