/* The rules of HTML for `svg` and `math` (WHATWG HTML, 13.2.6.5), as far as they can be applied to tokens, without a tree. */

/** Start tags that end all open `svg` and `math` elements. */
const ENDING: ReadonlySet<string> = new Set(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var'.split(
    ' ',
  ),
)

/** Inside these, HTML may begin again, which only a tree can decide. */
const HTML_WITHIN: ReadonlySet<string> = new Set(
  'annotation-xml desc foreignobject mi mn mo ms mtext title'.split(' '),
)

/** Their end tags end nothing. */
const WITHOUT_END: ReadonlySet<string> = new Set(['body', 'head', 'html'])

/** The place of a token: in HTML, in `svg` or `math`, or in doubt if only a tree could say. */
export type Place = 'html' | 'foreign' | 'in_doubt'

/** Tracks which `svg`, `math` and inner elements are open, in amortized constant time per tag. */
export class ForeignContent {
  readonly #open: string[] = []
  readonly #counts = new Map<string, number>()
  /** HTML elements that were started. Only a tree could say which of them are still open. */
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

/** The kind of an element: an end tag can end another element of the same kind. */
function kindOf(name: string): string {
  if (/^h[1-6]$/.test(name)) return 'h1'
  return /^(?:caption|col|colgroup|tbody|td|tfoot|th|thead|tr)$/.test(name) ? 'table' : name
}
