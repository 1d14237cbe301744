/** Deeper JSON could overflow the stack of recursive functions. No accepted body is nested half as deep. */
const MAX_DEPTH = 64
/** The number of values of 10,000 contacts with fifty fields each. */
const MAX_VALUES = 500_000

const [QUOTE, BACKSLASH, COMMA] = ['"', '\\', ','].map((letter) => letter.charCodeAt(0))
const OPENING = new Set(['[', '{'].map((letter) => letter.charCodeAt(0)))
const CLOSING = new Set([']', '}'].map((letter) => letter.charCodeAt(0)))

/**
 * Finds JSON that is nested too deep or has too many values, without parsing it: a small text can contain more than a parser, a schema
 * and a database can handle in reasonable time.
 * @returns the rest of a sentence that begins with the text’s name; undefined if neither is the case
 */
export function findExcess(json: string, maxValues = MAX_VALUES): string | undefined {
  let depth = 0
  let values = 1
  for (let index = 0; index < json.length; index++) {
    const letter = json.charCodeAt(index)
    if (letter === QUOTE) index = endOfString(json, index)
    else if (letter === COMMA) {
      if (++values > maxValues) return `has more than ${maxValues.toLocaleString('en')} values`
    } else if (OPENING.has(letter)) {
      if (++depth > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`
    } else if (CLOSING.has(letter)) depth--
  }
  return undefined
}

/** @param start the opening quotation mark */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let first = end
    while (json.charCodeAt(first - 1) === BACKSLASH) first--
    if ((end - first) % 2 === 0) return end
  }
  return json.length
}
