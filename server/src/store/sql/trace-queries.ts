import type { Tracing } from '../../tracing/tracing.ts'
import type { Sql } from './sql.ts'

/** Creates a child span for each read and write within a span; polls have none. Statements are not recorded. */
export function traceQueries(sql: Sql, tracing: Tracing | null): Sql {
  if (tracing === null) return sql
  const traced = <T>(operation: 'read' | 'write', run: () => Promise<T>): Promise<T> =>
    tracing.isInSpan()
      ? tracing.inSpan(
          `database ${operation}`,
          { kind: 'client', attributes: { 'db.operation.name': operation } },
          run,
        )
      : run()
  return {
    ...sql,
    one: <T>(...given: Parameters<Sql['one']>) => traced('read', () => sql.one<T>(...given)),
    all: <T>(...given: Parameters<Sql['all']>) => traced('read', () => sql.all<T>(...given)),
    scan: <T>(...given: Parameters<Sql['scan']>) => traced('read', () => sql.scan<T>(...given)),
    write: (statements) => traced('write', () => sql.write(statements)),
    change: <T>(...given: Parameters<Sql['change']>) => traced('write', () => sql.change<T>(...given)),
  }
}
