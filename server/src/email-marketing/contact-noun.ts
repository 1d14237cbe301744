/** The noun after a number of contacts. */
export function contactNoun(count: number): 'contact' | 'contacts' {
  return count === 1 ? 'contact' : 'contacts'
}
