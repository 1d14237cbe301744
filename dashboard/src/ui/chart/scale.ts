const STEPS = [1, 2, 4, 6, 8, 10]

/** The end of an axis that begins at 0: a round number that has a round half, at least 2. */
export function axisEnd(most: number): number {
  if (most <= 2) return 2
  const unit = 10 ** Math.floor(Math.log10(most))
  const end = STEPS.find((step) => step * unit >= most) ?? 10
  // Half of 1 × 10 is 5, but half of 1 is none.
  return Math.max(2, end * unit)
}

/** Chooses at most this many indexes, including the first and last. */
export function spread(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index)
  return Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)))
}
