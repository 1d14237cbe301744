/* Lists that a column holds as JSON. What an item may be is checked: another version of the server may have written it. */

/** @throws SyntaxError if the text is no JSON */
export function readTexts(json: string): string[] {
  return readList(json, (item) => typeof item === 'string')
}

/** The items of a list that are what they should be; one that is not gives nothing. */
export function readList<T>(json: string, isItem: (item: unknown) => item is T): T[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.filter(isItem) : []
}
