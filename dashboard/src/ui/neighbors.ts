/** The rows before and after one of a list, whose newest is first; undefined where the list ends. */
export interface Neighbors {
  readonly newer: string | undefined
  readonly older: string | undefined
}

/** Of an ID that is not in the list, neither is known. */
export function neighborsOf(ids: readonly string[], id: string): Neighbors {
  const index = ids.indexOf(id)
  return { newer: ids[index - 1], older: index < 0 ? undefined : ids[index + 1] }
}
