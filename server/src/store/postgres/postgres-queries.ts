import type { QueryConfig } from 'pg'
import type { SqlValue } from '../sql/sql.ts'

export type QueryOf = (text: string, values: readonly SqlValue[]) => QueryConfig & { readonly name: string }

/** Names each statement, so that each connection plans it once. */
export function createQueries(): QueryOf {
  const names = new Map<string, string>()
  return (text, values) => {
    let name = names.get(text)
    if (name === undefined) names.set(text, (name = `s${names.size}`))
    return { ...unnamed(text, values), name }
  }
}

/** Without a name, PostgreSQL plans a statement each time, for its values. */
export function unnamed(text: string, values: readonly SqlValue[]): QueryConfig {
  return { text, values: values.map(toDriver) }
}

/** A value as the driver takes it. */
export function toDriver(value: SqlValue): string | number | Buffer | null {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
}
