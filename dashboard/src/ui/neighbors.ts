/** The next newer and older row of a list, newest first; undefined at the ends. */
export interface Neighbors {
  readonly newer: string | undefined
  readonly older: string | undefined
}

/** Neither, if the ID is not in the list. */
export function neighborsOf(ids: readonly string[], id: string): Neighbors {
  const index = ids.indexOf(id)
  return { newer: ids[index - 1], older: index < 0 ? undefined : ids[index + 1] }
}
