/** What a database must do for the rest of the store, whose statements are plain SQL for all of them. */
export interface Sql {
  /** The first row, or undefined. */
  one<T>(text: string, values: readonly SqlValue[]): Promise<T | undefined>
  all<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
  /**
   * Runs the statements as one transaction, durable when it resolves. A statement that `mustChange` and changes no
   * row undoes everything: then the answer is false.
   */
  write(statements: readonly Statement[]): Promise<boolean>
  /** See `Store.changesElsewhere`. */
  changesElsewhere(): number | null
  close(): Promise<void>
}

export type SqlValue = string | number | Uint8Array | null

export interface Statement {
  /** With `$1`, `$2`, …, each first used in this order. */
  readonly text: string
  readonly values: readonly SqlValue[]
  readonly mustChange?: boolean
}
