interface Limits {
  readonly count: number
  /** As JSON, in UTF-8. */
  readonly bytes: number
}

/** Splits items, in order, into parts within both limits. An item that is larger than a part is a part of its own. */
export function* inParts<T>(items: readonly T[], { count, bytes }: Limits): Generator<T[]> {
  let part: T[] = []
  let size = 0
  for (const item of items) {
    // With the comma after it.
    const added = Buffer.byteLength(JSON.stringify(item)) + 1
    if (part.length > 0 && (part.length === count || size + added > bytes)) {
      yield part
      part = []
      size = 0
    }
    part.push(item)
    size += added
  }
  if (part.length > 0) yield part
}
