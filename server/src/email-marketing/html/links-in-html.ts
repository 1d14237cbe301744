import { Tokenizer } from 'htmlparser2'
import { linksOfTag } from './links-of-tag.ts'

/** Reading may take so many times the length; only an email that hides its links in attributes of attributes takes more. */
const MAX_PASSES = 4

const TAG = /<[a-z]/gi

/**
 * What the links, buttons and forms of an email lead to, as it is written. Every `<` before a letter may begin a tag, wherever it stands: what one
 * program takes for a comment or for a text, another shows. So no link is left out, and some may be listed that no program shows.
 * @returns null: they cannot be told in time that grows with the length only
 */
export function linksInHtml(html: string): string[] | null {
  const links: string[] = []
  let left = html.length * MAX_PASSES
  for (const { index } of html.matchAll(TAG)) {
    const tag = new TagReader(html.slice(index))
    left -= tag.length
    if (left < 0) return null
    for (const link of linksOfTag(tag.name, tag.attributes)) links.push(link)
  }
  return links
}

/** One start tag, from its first character on. */
class TagReader {
  readonly attributes: [name: string, value: string][] = []
  name = ''
  /** Characters; of a tag that never ends, all that follow. */
  length: number
  readonly #html: string
  readonly #tokenizer: Tokenizer
  #attribute = ''
  #value = ''

  constructor(html: string) {
    this.#html = html
    this.length = html.length
    this.#tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, this)
    this.#tokenizer.write(html)
  }

  onopentagname(start: number, end: number): void {
    this.name = this.#html.slice(start, end).toLowerCase()
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end)
    this.#value = ''
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end)
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint)
  }

  onattribend(): void {
    this.attributes.push([this.#attribute, this.#value])
  }

  onopentagend(end: number): void {
    this.length = end + 1
    this.#tokenizer.pause()
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end)
  }

  ontext(): void {}
  ontextentity(): void {}
  onclosetag(): void {}
  oncomment(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
