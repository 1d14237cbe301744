/** The provider's own position in a list; null for the first page. */
export type Position = string | null

export interface PageWanted {
  readonly limit: number
  readonly at: Position
}

export interface Found<T> {
  readonly items: T[]
  readonly next: Position
}
