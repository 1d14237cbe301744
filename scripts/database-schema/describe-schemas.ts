import { startPostgres } from '@letterlock/testing/postgres.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openPostgres } from '../../server/src/store/postgres/postgres.ts'
import { openSqlite } from '../../server/src/store/sqlite/sqlite.ts'
import { readPostgresTables } from './postgres-tables.ts'
import { readSqliteTables } from './sqlite-tables.ts'
import { printTypes } from './print-types.ts'
import { printSchema, type Table } from './table.ts'

export const SCHEMA_DIRECTORY = resolve(import.meta.dirname, '../../server/src/store/schema')

interface FreshTables {
  readonly sqlite: readonly Table[]
  readonly postgres: readonly Table[]
}

/** The tables of databases that the migrations have just made. */
export async function readFreshTables(): Promise<FreshTables> {
  return { sqlite: await freshSqliteTables(), postgres: await freshPostgresTables() }
}

/** The files of `SCHEMA_DIRECTORY` by their names. */
export function describeSchemas({ sqlite, postgres }: FreshTables): Record<string, string> {
  return {
    'sqlite.sql': printSchema(sqlite),
    'postgres.sql': printSchema(postgres),
    'tables.ts': printTypes(postgres, sqlite),
  }
}

async function freshSqliteTables() {
  const directory = mkdtempSync(join(tmpdir(), 'letterlock-schema-'))
  const file = join(directory, 'new.db')
  try {
    await openSqlite(file).close()
    return readSqliteTables(file)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

async function freshPostgresTables() {
  await using server = await startPostgres()
  const url = await server.newDatabase()
  await (await openPostgres(url)).close()
  return await readPostgresTables(url)
}
