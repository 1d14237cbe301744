import type { Sql, SqlValue, Statement } from './sql.ts'

/** The only way in which a repository whose rows are cached elsewhere can write: each write says of which IDs. */
export interface NotifyingWrites {
  onChange(listener: (id: string) => void): void
  /** See `Sql.write`. Listeners are notified before and after, also when it fails. */
  write(id: string, statements: readonly Statement[]): Promise<boolean>
  /** See `Sql.change`. Each row carries its ID; listeners are notified after. */
  change<T extends { readonly id: string }>(text: string, values: readonly SqlValue[]): Promise<T[]>
  /** For columns that no cache holds: leases and usage. */
  writeUncached(statements: readonly Statement[]): Promise<boolean>
  changeUncached<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
}

/** What a repository may do besides: read. */
export type Reads = Omit<Sql, 'write' | 'change'>

/**
 * Before: what is cached is not used while the write is under way. After: what was read meanwhile, perhaps from before the
 * write, is not kept.
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
