import type { SQLOutputValue, StatementSync } from 'node:sqlite'
import type { SqlValue } from '../sql/sql.ts'

type Row = Record<string, SQLOutputValue>

/** A statement of Node 22, which cannot return arrays. */
interface ReadStatement {
  get(...values: SqlValue[]): Row | undefined
  all(...values: SqlValue[]): Row[]
}

interface Reader {
  readonly statement: ReadStatement
  /** The names of the columns, if it returns values as an array; null if it returns objects. */
  readonly names: readonly string[] | null
}

/**
 * Reads rows as arrays and creates objects from them: for a connection's credentials, that takes a quarter less time than in the driver.
 * @param prepare prepares a statement that nothing else uses
 */
export function createReads(prepare: (text: string) => ReadStatement | StatementSync): {
  one(text: string, values: readonly SqlValue[]): Row | undefined
  all(text: string, values: readonly SqlValue[]): Row[]
} {
  const readers = new Map<string, Reader>()
  const readerOf = (text: string): Reader => {
    let reader = readers.get(text)
    if (!reader) readers.set(text, (reader = toReader(prepare(text))))
    return reader
  }
  return {
    one(text, values) {
      const { statement, names } = readerOf(text)
      const row = statement.get(...values)
      return row && names ? toRow(names, row) : row
    },
    all(text, values) {
      const { statement, names } = readerOf(text)
      const rows = statement.all(...values)
      return names ? rows.map((row) => toRow(names, row)) : rows
    },
  }
}

function toReader(statement: ReadStatement | StatementSync): Reader {
  if (!('setReturnArrays' in statement)) return { statement, names: null }
  statement.setReturnArrays(true)
  return { statement, names: statement.columns().map(({ name }) => name) }
}

/** @param values by the positions of the columns */
function toRow(names: readonly string[], values: Readonly<Record<number, SQLOutputValue>>): Row {
  const row: Row = {}
  let index = 0
  for (const name of names) row[name] = values[index++] ?? null
  return row
}
