/** Longer texts are not compared: the time grows with the product of the lengths, and all known names are shorter. */
export const MAX_COMPARED_LENGTH = 64

/**
 * The optimal string alignment distance: insertions, deletions, substitutions and transpositions of neighbors. Infinity if one of the texts
 * has more than 64 characters: such texts are not compared.
 */
export function editDistance(from: string, to: string): number {
  if (from.length > MAX_COMPARED_LENGTH || to.length > MAX_COMPARED_LENGTH) return Infinity
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
