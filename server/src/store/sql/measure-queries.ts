import type { Sql } from './sql.ts'

export type ObserveQuery = (operation: 'read' | 'write', seconds: number) => void

/** Measures how long reads and writes take. A write includes the wait for its group and for the disk. */
export function measureQueries(sql: Sql, observe: ObserveQuery): Sql {
  const measured = <T>(operation: 'read' | 'write', result: Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const ended = (): void => observe(operation, (performance.now() - startedAt) / 1000)
    result.then(ended, ended)
    return result
  }
  return {
    ...sql,
    one: <T>(...given: Parameters<Sql['one']>) => measured('read', sql.one<T>(...given)),
    all: <T>(...given: Parameters<Sql['all']>) => measured('read', sql.all<T>(...given)),
    scan: <T>(...given: Parameters<Sql['scan']>) => measured('read', sql.scan<T>(...given)),
    write: (statements) => measured('write', sql.write(statements)),
    change: <T>(...given: Parameters<Sql['change']>) => measured('write', sql.change<T>(...given)),
  }
}
