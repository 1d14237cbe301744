/* What HTML says of `svg` and `math` (WHATWG HTML, 13.2.6.5), as far as it can be told from the tokens alone. */

/** Start tags that end all of `svg` and `math`. */
const ENDING: ReadonlySet<string> = new Set(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var'.split(
    ' ',
  ),
)

/** In these, HTML may begin again, and depends on a tree. */
const HTML_WITHIN: ReadonlySet<string> = new Set(
  'annotation-xml desc foreignobject mi mn mo ms mtext title'.split(' '),
)

/** Their end tags end nothing. */
const WITHOUT_END: ReadonlySet<string> = new Set(['body', 'head', 'html'])

/** Where a token stands: in HTML or in `svg` or `math`. In doubt: only a tree could say. */
export type Place = 'html' | 'foreign' | 'in_doubt'

/** Follows which of `svg` and `math`, and of the elements in them, are open. Each tag takes a constant time, all in all. */
export class ForeignContent {
  readonly #open: string[] = []
  readonly #counts = new Map<string, number>()
  /** HTML elements that have begun; which of them are open, only a tree could say. */
  readonly #begun = new Set<string>()

  get isOpen(): boolean {
    return this.#open.length > 0
  }

  /** @returns where the element is */
  start(name: string, attributes: ReadonlyMap<string, string>, isSelfClosing: boolean): Place {
    if (this.#isHtmlWithin()) return 'in_doubt'
    if (this.isOpen && ends(name, attributes)) this.#closeAfter(0)
    if (!this.isOpen && name !== 'svg' && name !== 'math') {
      this.#begun.add(kindOf(name))
      return 'html'
    }
    if (!isSelfClosing) this.#push(name)
    return 'foreign'
  }

  /** @returns where the element was, if it was open */
  end(name: string): Place {
    if (!this.isOpen) return 'html'
    if (this.#counts.get(name)) {
      this.#closeAfter(this.#open.lastIndexOf(name))
      return 'foreign'
    }
    if (name === 'p' || name === 'br') {
      if (this.#isHtmlWithin()) return 'in_doubt'
      this.#closeAfter(0)
      return 'html'
    }
    return this.#begun.has(kindOf(name)) && !WITHOUT_END.has(name) ? 'in_doubt' : 'foreign'
  }

  #isHtmlWithin(): boolean {
    return HTML_WITHIN.has(this.#open.at(-1) ?? '')
  }

  #push(name: string): void {
    this.#open.push(name)
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  #closeAfter(length: number): void {
    for (const name of this.#open.splice(length)) {
      this.#counts.set(name, (this.#counts.get(name) ?? 0) - 1)
    }
  }
}

const ends = (name: string, attributes: ReadonlyMap<string, string>): boolean =>
  ENDING.has(name) ||
  (name === 'font' && ['color', 'face', 'size'].some((attribute) => attributes.has(attribute)))

/** Elements of which the end tag of one may end another. */
function kindOf(name: string): string {
  if (/^h[1-6]$/.test(name)) return 'h1'
  return /^(?:caption|col|colgroup|tbody|td|tfoot|th|thead|tr)$/.test(name) ? 'table' : name
}
