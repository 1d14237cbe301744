import {
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type { Sql, SqlValue } from '../store/sql/sql.ts'

/**
 * A Kysely dialect over the store's SQL interface, for better-auth. Both databases understand `$1` and the statements that it generates.
 * Transactions over several statements are not supported.
 */
export function createSqlDialect(sql: Sql): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => execute<R>(sql, query),
    streamQuery: () => unsupported('streaming'),
  }
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: async () => unsupported('a transaction'),
    commitTransaction: async () => unsupported('a transaction'),
    rollbackTransaction: async () => unsupported('a transaction'),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

async function execute<R>(
  sql: Sql,
  { query, sql: text, parameters }: CompiledQuery,
): Promise<QueryResult<R>> {
  const values = parameters.map(toValue)
  if (query.kind === 'SelectQueryNode') return { rows: await sql.all<R>(text, values) }
  // The number of returned rows is the number of affected rows.
  const returns = /\breturning\b/i.test(text)
  const rows = await sql.change<R>(returns ? text : `${text} returning 1 as "changed"`, values)
  return { rows: returns ? rows : [], numAffectedRows: BigInt(rows.length) }
}

function toValue(value: unknown): SqlValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array) return value
  throw new TypeError(`a ${typeof value} is not a value of a statement`)
}

function unsupported(what: string): never {
  throw new Error(`${what} is not supported by this dialect`)
}
