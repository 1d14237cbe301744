/**
 * A set of header names with a fast `has`. A request has many headers, most of which are not in the set: their length and first letter
 * rule them out without a copy in lower case.
 */
export class HeaderNames {
  readonly #names: ReadonlySet<string>
  /** By length, a bit for each first letter. */
  readonly #initials: number[] = []

  /** @param names in lower case */
  constructor(names: Iterable<string>) {
    this.#names = new Set(names)
    for (const name of this.#names)
      this.#initials[name.length] = (this.#initials[name.length] ?? 0) | initialOf(name)
  }

  /** @param name in any case */
  has(name: string): boolean {
    return ((this.#initials[name.length] ?? 0) & initialOf(name)) !== 0 && this.#names.has(name.toLowerCase())
  }
}

/** A bit that is the same for a letter in either case. */
function initialOf(name: string): number {
  return 1 << (name.charCodeAt(0) & 31)
}
