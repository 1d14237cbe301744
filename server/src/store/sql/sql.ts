import type { PoolUse } from '../../metrics/register-pool-metrics.ts'

/** The interface of a database driver. All statements are SQL that both databases understand. */
export interface Sql {
  /** The first row; undefined if there is none. */
  one<T>(text: string, values: readonly SqlValue[]): Promise<T | undefined>
  all<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
  /** As `all`, for a statement that may read many rows: it does not hold up other reads, and is planned for its values. */
  scan<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
  /**
   * Runs statements as one transaction, durable when it resolves. If a statement with `mustChange` changes no row or violates a
   * constraint, everything is rolled back and the result is false. Only the first may have it, so that writes can be committed in groups.
   */
  write(statements: readonly Statement[]): Promise<boolean>
  /**
   * One statement that returns the rows it changed (`RETURNING`); durable when it resolves.
   * @param then statements that follow it in the same transaction
   */
  change<T>(text: string, values: readonly SqlValue[], then?: readonly Statement[]): Promise<T[]>
  /** SQL expression of the database's time in epoch milliseconds, the same for all processes. */
  readonly now: string
  /** The operand of `IN`: the strings of a JSON array, which is one parameter. */
  readonly listOf: (place: string) => string
  /** A select of a union that is merged in order. PostgreSQL merges only selects with an order and a limit of their own, SQLite only selects without. */
  readonly partOfUnion: (select: string, end: string) => string
  /** `connection_listings AS listing` with a full-text index, the text that it finds by `LIKE '%…%'`, and the number to sort by. */
  readonly search: { readonly from: string; readonly text: string; readonly number: string }
  /** Appended to a subselect of rows to change: skips rows that another process has locked. */
  readonly skipLocked: string
  /** Appended to a subselect: its row is not deleted before the transaction ends. */
  readonly keepRow: string
  /** Appended to a subselect: its row is not changed before the transaction ends. */
  readonly holdRow: string
  /** Appended to a select: locks its rows, so that another transaction that does the same waits until this one ends. */
  readonly lockRow: string
  /** The name of the database product, for messages. */
  readonly databaseName: string
  /** Whether several processes can share the database. */
  readonly manyProcesses: boolean
  /** See `ConnectionsContext`. */
  readonly maxConcurrentRefreshes: number
  /** Whether the database was unreachable or cannot work; false for a rejected statement. */
  isOutage(error: unknown): boolean
  /** Whether a statement was rejected because it has a text that the database cannot store. */
  isUnusableText(error: unknown): boolean
  /** The connections in use; empty if the database has none. */
  poolUse(): readonly PoolUse[]
  /** See `WorkspacesContext`. */
  changesElsewhere(): number | null
  close(): Promise<void>
}

export type SqlValue = string | number | Uint8Array | null

export interface Statement {
  /** With `$1`, `$2`, …, in order of first use. */
  readonly text: string
  readonly values: readonly SqlValue[]
  readonly mustChange?: boolean
  /** For a statement that changes one row: statements of one text that change different rows may be sent as one. */
  readonly bulk?: BulkForm
  /**
   * Whether it deletes a ciphertext, or is the last to erase personal data: if the database supports it, its files no longer contain
   * what was deleted when the write resolves.
   */
  readonly erases?: boolean
}

/** How statements of one text are combined into one. Each value becomes a column of a relation `given`, which has a row per statement. */
export interface BulkForm {
  /** The ID of the only row that the statement changes. */
  readonly row: string
  /**
   * The text of the combined statement.
   * @param place the column of `given` for the value `$n`
   * @param from `FROM … AS given (…)`
   */
  readonly text: (place: (n: number) => string, from: string) => string
}

/** A unit of a group commit. */
export interface Write {
  /** `change`: its first statement returns rows. */
  readonly kind: 'write' | 'change'
  readonly statements: readonly Statement[]
}
