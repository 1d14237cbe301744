import { Tokenizer } from 'htmlparser2'

/** What a reader of an HTML email sees, in its order. */
export interface HtmlSink {
  /** With entities replaced by their characters. */
  text(text: string): void
  /** @param href of a link; null: none */
  open(name: string, href: string | null): void
  close(name: string): void
}

/** Elements whose content is not shown. */
const HIDDEN: ReadonlySet<string> = new Set([
  'iframe',
  'noembed',
  'noframes',
  'script',
  'style',
  'template',
  'title',
])

/**
 * Reads HTML as browsers do, token by token, without what is not shown: comments, and elements such as `style`; one that never ends hides the
 * rest. It takes time that grows with the length only, which making a tree would not.
 */
export function readHtml(html: string, sink: HtmlSink): void {
  const tokens = new Tokens(html, sink)
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, tokens)
  tokenizer.write(html)
  tokenizer.end()
}

class Tokens {
  readonly #html: string
  readonly #sink: HtmlSink
  #name = ''
  #attribute = ''
  #value = ''
  #href: string | null = null
  /** The hidden element that has begun; null: none. */
  #hidden: string | null = null
  /** How many of its name are in each other. */
  #depth = 0

  constructor(html: string, sink: HtmlSink) {
    this.#html = html
    this.#sink = sink
  }

  ontext(start: number, end: number): void {
    if (this.#hidden === null) this.#sink.text(this.#html.slice(start, end))
  }

  ontextentity(codePoint: number): void {
    if (this.#hidden === null) this.#sink.text(String.fromCodePoint(codePoint))
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#html.slice(start, end).toLowerCase()
    this.#href = null
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase()
    this.#value = ''
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end)
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint)
  }

  onattribend(): void {
    // Of two with one name, the first counts.
    if (this.#attribute === 'href') this.#href ??= this.#value
  }

  onopentagend(): void {
    const name = this.#name
    if (this.#hidden === null && !HIDDEN.has(name)) return this.#sink.open(name, this.#href)
    this.#hidden ??= name
    if (this.#hidden === name) this.#depth++
  }

  /** HTML has none: the slash is ignored. */
  onselfclosingtag(): void {
    this.onopentagend()
  }

  onclosetag(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase()
    if (this.#hidden === null) return this.#sink.close(name)
    if (this.#hidden === name && --this.#depth === 0) this.#hidden = null
  }

  isInForeignContext(): boolean {
    return false
  }

  oncomment(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
