/** What a database must do for the rest of the store, whose statements are plain SQL for all of them. */
export interface Sql {
  /** The first row, or undefined. */
  one<T>(text: string, values: readonly SqlValue[]): Promise<T | undefined>
  all<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
  /**
   * Runs the statements as one transaction, durable when it resolves. A statement that `mustChange` and changes no
   * row undoes everything: then the answer is false. Only the first may, so that writes can be committed in groups.
   */
  write(statements: readonly Statement[]): Promise<boolean>
  /** One statement that changes rows and answers them (`RETURNING`); durable when it resolves. */
  change<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
  /** The database's own time in epoch milliseconds, as an expression: the same for every process. */
  readonly now: string
  /** At the end of a sub-select of rows to be changed: passes over those that another process is changing. */
  readonly skipLocked: string
  /** Whether several processes of ours may work with it at once. */
  readonly manyProcesses: boolean
  /** See `Store.renewalsAtOnce`. */
  readonly maxConcurrentRefreshes: number
  /** Whether the database could not be reached, or could not work; not: that it refused a statement. */
  isOutage(error: unknown): boolean
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
  /** It erases a ciphertext: where the database can, nothing of it is left in its files when the write resolves. */
  readonly erases?: boolean
}

/** What waits for a commit. */
export type Job =
  | { readonly kind: 'write'; readonly statements: readonly Statement[] }
  | { readonly kind: 'change'; readonly statement: Statement }
