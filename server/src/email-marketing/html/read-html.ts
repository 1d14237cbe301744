import { Tokenizer } from 'htmlparser2'
import { ForeignContent } from './foreign-content.ts'
import { hasRawText, isSameWithScripts, rawTextEnd, showsRawText } from './raw-text.ts'
import { shownByStyles, type MayShow } from './shown-by-styles.ts'

/** What a reader of an HTML email sees, in its order. */
export interface HtmlSink {
  /** Text with decoded entities, except raw text such as that of `textarea`. */
  text(text: string): void
  open(name: string, attributes: ReadonlyMap<string, string>): void
  close(name: string): void
}

const CDATA = '<![CDATA['

/**
 * Reads HTML as browsers do, token by token and in linear time, which building a tree would not take. Omits what is not shown: comments, and
 * the content of elements such as `style`, unless a stylesheet may show it. A comment or such an element that never ends hides the rest.
 * Where only a tree could say what is shown, the rest is returned as written, so that nothing that a browser shows is missed.
 */
export function readHtml(html: string, sink: HtmlSink): void {
  // In HTML, CDATA is a comment that ends at the next `>`. In lower case, the tokenizer reads it so too.
  const tokenized = html.replaceAll(CDATA, CDATA.toLowerCase())
  const sheets = STYLES.test(html) ? stylesheetsIn(html, tokenized) : ''
  read(new Tokens(html, sink, shownByStyles(sheets)), tokenized)
}

const STYLES = /<(?:style|link)/i

/** The text of all stylesheets, anywhere in the email, and of everything that may be one. */
function stylesheetsIn(html: string, tokenized: string): string {
  const sheets: string[] = []
  read(
    new Tokens(
      html,
      NOTHING,
      () => false,
      (css) => void sheets.push(css),
    ),
    tokenized,
  )
  return sheets.join('\n')
}

const nothing = (): void => {}

const NOTHING: HtmlSink = { text: nothing, open: nothing, close: nothing }

function read(tokens: Tokens, tokenized: string): void {
  while (tokens.next !== null) {
    const { at, isEndTag } = tokens.next
    const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, tokens)
    tokens.begin(tokenizer)
    // An end tag with attributes: read as a start tag, whose attributes the tokenizer knows.
    if (isEndTag) tokenizer.write('<')
    tokenizer.write(tokenized.slice(isEndTag ? at + 1 : at))
    tokenizer.end()
  }
}

/** Where reading continues. */
interface Next {
  /** Index of the first character; for an end tag, of the `/` before its name. */
  readonly at: number
  readonly isEndTag: boolean
}

class Tokens {
  next: Next | null = { at: 0, isEndTag: false }
  readonly #html: string
  readonly #sink: HtmlSink
  readonly #foreign = new ForeignContent()
  #tokenizer: Tokenizer | null = null
  /** Index in the email of the tokenizer's position 0. */
  #from = 0
  #isEndTag = false
  #tagAt = 0
  #name = ''
  #attribute = ''
  #value = ''
  #attributes = new Map<string, string>()
  /** Some browsers ignore other elements in a `select`. */
  #isInSelect = false
  #isInNoscript = false

  readonly #mayShow: MayShow
  readonly #onStyles: (css: string) => void

  constructor(html: string, sink: HtmlSink, mayShow: MayShow, onStyles: (css: string) => void = nothing) {
    this.#html = html
    this.#sink = sink
    this.#mayShow = mayShow
    this.#onStyles = onStyles
  }

  begin(tokenizer: Tokenizer): void {
    this.#tokenizer = tokenizer
    this.#from = this.next?.at ?? 0
    this.#isEndTag = this.next?.isEndTag ?? false
    this.next = null
  }

  ontext(start: number, end: number): void {
    this.#text(this.#slice(start, end))
  }

  ontextentity(codePoint: number): void {
    this.#text(String.fromCodePoint(codePoint))
  }

  #text(text: string): void {
    // The text may be in a `style` of `svg`.
    if (this.#foreign.isOpen) this.#onStyles(text)
    this.#sink.text(text)
  }

  onopentagname(start: number, end: number): void {
    this.#tagAt = this.#from + start - 1
    this.#name = lowerCase(this.#slice(start, end))
    this.#attributes = new Map()
  }

  onattribname(start: number, end: number): void {
    this.#attribute = lowerCase(this.#slice(start, end))
    this.#value = ''
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#slice(start, end)
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint)
  }

  onattribend(): void {
    // Of two attributes with the same name, the first counts.
    if (!this.#attributes.has(this.#attribute)) this.#attributes.set(this.#attribute, this.#value)
  }

  onopentagend(end: number): void {
    this.#tag(end, false)
  }

  onselfclosingtag(end: number): void {
    this.#tag(end, this.#html[this.#from + end - 1] === '/')
  }

  #tag(end: number, isSelfClosing: boolean): void {
    if (!this.#isEndTag) return this.#open(this.#name, this.#from + end + 1, isSelfClosing)
    this.#isEndTag = false
    this.#close(this.#name, this.#tagAt - 1)
  }

  /** @param content index of what follows the tag */
  #open(name: string, content: number, isSelfClosing: boolean): void {
    const place = this.#foreign.start(name, this.#attributes, isSelfClosing)
    const isRaw = place === 'html' && hasRawText(name)
    if (place === 'in_doubt' || (place === 'html' && this.#dependsOnBrowser(name, content)))
      return this.#giveRest(this.#tagAt)
    if (this.#isInSelect && (place === 'foreign' || isRaw)) return this.#giveRest(this.#tagAt)
    if (name === 'link') this.#onStyles(`@import ${this.#attributes.get('href') ?? ''};`)
    const isShown = !isRaw || showsRawText(name, this.#attributes) || this.#mayShow(name, this.#attributes)
    if (isShown) this.#sink.open(name, this.#attributes)
    if (place === 'html' && name === 'plaintext') this.#giveRest(content)
    if (isRaw) this.#giveRaw(name, content, isShown)
  }

  #dependsOnBrowser(name: string, content: number): boolean {
    if (name === 'select') this.#isInSelect = true
    if (name !== 'noscript') return false
    const isNested = this.#isInNoscript
    this.#isInNoscript = true
    return isNested || !isSameWithScripts(this.#html, content)
  }

  #giveRaw(name: string, content: number, isShown: boolean): void {
    const end = rawTextEnd(this.#html, name, content)
    if (name === 'style') this.#onStyles(this.#html.slice(content, end))
    if (isShown) this.#sink.text(this.#html.slice(content, end))
    this.#goOn({ at: end, isEndTag: false })
  }

  onclosetag(start: number, end: number): void {
    const at = this.#from + start
    if (this.#html[this.#from + end] === '>') this.#close(lowerCase(this.#slice(start, end)), at - 2)
    else this.#goOn({ at: at - 1, isEndTag: true })
  }

  #close(name: string, at: number): void {
    const place = this.#foreign.end(name)
    if (place === 'in_doubt') return this.#giveRest(at)
    if (place === 'html' && name === 'select') this.#isInSelect = false
    if (place === 'html' && name === 'noscript') this.#isInNoscript = false
    this.#sink.close(name)
  }

  isInForeignContext(): boolean {
    // Text without tags is read here, not by the tokenizer.
    return true
  }

  oncomment(start: number): void {
    const at = this.#from + start - 2
    if (!this.#foreign.isOpen || !this.#html.startsWith(CDATA, at)) return
    const text = at + CDATA.length
    const found = this.#html.indexOf(']]>', text)
    const end = found === -1 ? this.#html.length : found
    this.#text(this.#html.slice(text, end))
    this.#goOn({ at: end + ']]>'.length, isEndTag: false })
  }

  #giveRest(at: number): void {
    this.#onStyles(this.#html.slice(at))
    this.#sink.text(this.#html.slice(at))
    this.#goOn({ at: this.#html.length, isEndTag: false })
  }

  /** Stops reading here, and continues there. */
  #goOn(next: Next): void {
    this.#tokenizer?.pause()
    this.next = next
  }

  #slice(start: number, end: number): string {
    return this.#html.slice(this.#from + start, this.#from + end)
  }

  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}

/** Lowers ASCII letters only, as in HTML. */
const lowerCase = (name: string): string => name.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
