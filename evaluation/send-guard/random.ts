/** A 32-bit number that follows from the text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** One of the values, which follows from the text. */
export function chosen<T>(values: readonly T[], text: string): T {
  const value = values[hashOf(text) % values.length]
  if (value === undefined) throw new RangeError('There is nothing to choose from.')
  return value
}
