/** The known name that is most similar to the given one; undefined if more than a third of its letters, or four, differ. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  const maxChanges = Math.min(4, Math.floor(given.length / 3))
  const [best] = known
    .map((name) => ({ name, changes: changesBetween(given, name) }))
    .filter(({ changes }) => changes <= maxChanges)
    .toSorted((a, b) => a.changes - b.changes)
  return best?.name
}

/** The optimal string alignment distance: insertions, deletions, substitutions and transpositions of neighbors. */
function changesBetween(from: string, to: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= from.length; row++) {
    const next = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      next[column] = Math.min(
        (last?.[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last?.[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before?.[column - 2] ?? 0) + 1 : Infinity,
      )
    }
    ;[before, last] = [last, next]
  }
  return last?.[to.length] ?? 0
}
