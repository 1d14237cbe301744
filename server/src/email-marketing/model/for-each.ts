/**
 * Works on all items, a few at a time, and returns the results in order. After a failure it starts no further item, and throws when those in
 * progress have ended.
 * @param concurrency how many at a time
 */
export async function forEach<T, U>(
  items: readonly T[],
  concurrency: number,
  work: (item: T, index: number) => Promise<U>,
): Promise<U[]> {
  const results: U[] = []
  const failures: unknown[] = []
  const queue = items.entries()
  const next = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failures.length > 0) return
      try {
        results[index] = await work(item, index)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, next))
  if (failures.length > 0) throw failures[0]
  return results
}
