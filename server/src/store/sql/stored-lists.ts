/* Lists in JSON columns. Items are validated, since another version of the server may have written them. */

/** The strings of a list. @throws SyntaxError if the text is not JSON */
export function readTexts(json: string): string[] {
  return readList(json, (item) => typeof item === 'string')
}

/** The valid items of a list; others are ignored. */
export function readList<T>(json: string, isItem: (item: unknown) => item is T): T[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.filter(isItem) : []
}
