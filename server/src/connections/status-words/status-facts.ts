/** What a sentence names, in words. */
export interface StatusFacts {
  readonly since: string
  readonly until: string
  readonly minutes: string
  readonly scopes: string
  /** Why checks fail; without its full stop. */
  readonly problem: string
}
