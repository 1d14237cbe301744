/** The values in a sentence, already formatted. */
export interface StatusFacts {
  readonly since: string
  readonly until: string
  readonly minutes: string
  readonly scopes: string
  /** Why checks fail; without a full stop. */
  readonly problem: string
}
