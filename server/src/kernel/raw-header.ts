/** Reads one header of Node's `rawHeaders`. Building the object of all headers costs more than the rest of a token read. @param wanted in lower case */
export function rawHeader(raw: readonly string[], wanted: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? ''
    if (name.length === wanted.length && name.toLowerCase() === wanted) return raw[index + 1]
  }
  return undefined
}
