/** Works on all items, a few at a time, and keeps their order. @param concurrency how many at a time */
export async function forEach<T, U>(
  items: readonly T[],
  concurrency: number,
  work: (item: T, index: number) => Promise<U>,
): Promise<U[]> {
  const results: U[] = []
  const queue = items.entries()
  const next = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, next))
  return results
}
