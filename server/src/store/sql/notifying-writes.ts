import type { Sql, SqlValue, Statement } from './sql.ts'

/** The only way to write for repositories whose rows are cached elsewhere: each write names the IDs that it changes. */
export interface NotifyingWrites {
  onChange(listener: (id: string) => void): void
  /** As `Sql.write`. Listeners are called before and after, also if it fails. */
  write(id: string, statements: readonly Statement[]): Promise<boolean>
  /** As `Sql.change`. Each row contains its ID; listeners are called after. */
  change<T extends { readonly id: string }>(text: string, values: readonly SqlValue[]): Promise<T[]>
  /** Writes columns that no cache contains: leases and usage. */
  writeUncached(statements: readonly Statement[]): Promise<boolean>
  changeUncached<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
}

/** The database without methods that write. */
export type Reads = Omit<Sql, 'write' | 'change'>

/**
 * Listeners are called before a write, so that the cached row is not used during it, and after it, so that a row that was read meanwhile is
 * not cached.
 */
export function createNotifyingWrites(sql: Sql): NotifyingWrites {
  const listeners: ((id: string) => void)[] = []
  const notify = (id: string): void => {
    for (const listener of listeners) listener(id)
  }
  return {
    onChange: (listener) => void listeners.push(listener),
    async write(id, statements) {
      notify(id)
      try {
        return await sql.write(statements)
      } finally {
        notify(id)
      }
    },
    async change<T extends { readonly id: string }>(text: string, values: readonly SqlValue[]) {
      const rows = await sql.change<T>(text, values)
      for (const { id } of rows) notify(id)
      return rows
    },
    writeUncached: (statements) => sql.write(statements),
    changeUncached: (text, values) => sql.change(text, values),
  }
}
