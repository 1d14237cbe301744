/** The same function, which computes each answer once. */
export function once<A, T>(of: (asked: A) => T): (asked: A) => T {
  const known = new Map<A, T>()
  return (asked) => {
    const answer = known.get(asked) ?? of(asked)
    known.set(asked, answer)
    return answer
  }
}
