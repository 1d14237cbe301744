import { Tokenizer } from 'htmlparser2'
import { linksOfTag } from './links-of-tag.ts'

/** Reading may take this many passes over the length. Only an email that hides links in tags within attributes takes more. */
const MAX_PASSES = 4

const TAG = /<[a-z]/gi

/**
 * The targets of the links, buttons and forms of an email, as written. Every `<` before a letter counts as a possible tag: what one program
 * reads as a comment or text, another shows. So no link is missed, and some may be listed that no program shows.
 * @returns null if they cannot be found in linear time
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

/** Reads one start tag, from its first character on. */
class TagReader {
  readonly attributes: [name: string, value: string][] = []
  name = ''
  /** Length in characters; for a tag that never ends, all that follow. */
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
