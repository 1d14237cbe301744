/** A header as it came, without building the object of all of them, which costs more than the rest of the look-up. */
export function rawHeader(raw: readonly string[], wanted: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string
    if (name.length === wanted.length && name.toLowerCase() === wanted) return raw[index + 1]
  }
  return undefined
}
