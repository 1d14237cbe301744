/** For an option that may be repeated. */
export function collect<T>(read: (text: string) => T): (text: string, previous: readonly T[]) => T[] {
  return (text, previous) => [...previous, read(text)]
}
