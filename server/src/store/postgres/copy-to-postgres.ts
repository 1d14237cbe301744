import { hash } from 'node:crypto'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { Client } from 'pg'
import { openPostgres, POSTGRES_TYPES } from './postgres.ts'

/** PostgreSQL allows 65,535 parameters in a statement. */
const MAX_PARAMETERS = 20_000
const FETCHED_AT_ONCE = 1000

/** The target has rows already, or differs from the source after the copy; nothing was changed. */
export class CopyError extends Error {
  override readonly name = 'CopyError'
}

type Row = Readonly<Record<string, SQLOutputValue>>

interface Table {
  readonly name: string
  readonly columns: readonly string[]
}

/**
 * Copies every row of an SQLite database to an empty PostgreSQL database in one transaction, and compares the copies.
 * @param copied called after each table
 * @returns how many rows were copied
 * @throws CopyError, StoreTooOldError, StoreTooNewError
 */
export async function copyToPostgres(
  file: string,
  url: string,
  copied: (table: string, rowCount: number) => void,
): Promise<number> {
  // Creates the tables, in the newest version.
  await (await openPostgres(url)).close()
  const source = new DatabaseSync(file, { readOnly: true })
  const client = new Client({ connectionString: url, types: POSTGRES_TYPES })
  await client.connect()
  try {
    // Reads all tables as of the same moment, even while others write.
    source.exec('BEGIN')
    await client.query('BEGIN')
    const tables = await tablesOf(source, client)
    for (const { name } of tables) await assertEmpty(client, name)
    let total = 0
    for (const table of tables) {
      const sent = await copyTable(source, client, table)
      const arrived = await digestOf(client, table)
      if (sent.rowCount !== arrived.rowCount || sent.sum !== arrived.sum)
        throw new CopyError(`the rows of ${table.name} did not arrive as they were sent`)
      copied(table.name, sent.rowCount)
      total += sent.rowCount
    }
    await continueNumbers(client)
    await client.query('COMMIT')
    return total
  } finally {
    source.close()
    // Without a COMMIT, closing the connection rolls everything back.
    await client.end()
  }
}

/** The tables that both databases have, in the order of their creation: a table refers only to earlier ones. */
async function tablesOf(source: DatabaseSync, client: Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
  )
  const known = new Set(rows.map(({ name }) => name))
  const names = source
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    .all()
    .map(({ name }) => String(name))
  return names
    .filter((name) => known.has(name))
    .map((name) => {
      const columns = source.prepare('SELECT name FROM pragma_table_info(?1) ORDER BY cid').all(name)
      return { name, columns: columns.map((column) => String(column['name'])) }
    })
}

async function assertEmpty(client: Client, table: string): Promise<void> {
  const { rows } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`)
  if (rows.length > 0)
    throw new CopyError(`the database of LETTERLOCK_DATABASE_URL is in use: its table ${table} has rows`)
}

interface Digest {
  readonly rowCount: number
  /** The sum of the rows' hashes, so that their order does not matter. */
  readonly sum: bigint
}

/** Sets the sequences of identity columns to continue after the copied numbers. */
async function continueNumbers(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
      WHERE table_schema = current_schema() AND is_identity = 'YES'`,
  )
  for (const { table, column } of rows)
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT COALESCE(MAX(${column}), 0) + 1 FROM ${table}), false)`,
      [table, column],
    )
}

async function copyTable(source: DatabaseSync, client: Client, { name, columns }: Table): Promise<Digest> {
  const digest = createDigest(columns)
  const rowsAtOnce = Math.floor(MAX_PARAMETERS / columns.length)
  let batch: Row[] = []
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    const places = batch.map(
      (_row, row) =>
        `(${columns.map((_column, index) => `$${row * columns.length + index + 1}`).join(', ')})`,
    )
    const values = batch.flatMap((row) => columns.map((column) => toParameter(row[column] ?? null)))
    await client.query(`INSERT INTO ${name} (${columns.join(', ')}) VALUES ${places.join(', ')}`, values)
    batch = []
  }
  for (const row of source.prepare(`SELECT ${columns.join(', ')} FROM ${name}`).iterate()) {
    digest.add(row)
    if (batch.push(row) >= rowsAtOnce) await flush()
  }
  await flush()
  return digest.read()
}

async function digestOf(client: Client, { name, columns }: Table): Promise<Digest> {
  const digest = createDigest(columns)
  await client.query(`DECLARE copied NO SCROLL CURSOR FOR SELECT ${columns.join(', ')} FROM ${name}`)
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${FETCHED_AT_ONCE} FROM copied`)
    for (const row of rows) digest.add(row)
    if (rows.length < FETCHED_AT_ONCE) break
  }
  await client.query('CLOSE copied')
  return digest.read()
}

function createDigest(columns: readonly string[]): { add(row: Row): void; read(): Digest } {
  let rowCount = 0
  let sum = 0n
  return {
    add(row) {
      rowCount++
      const values = columns.map((column) => toJson(row[column] ?? null))
      sum = BigInt.asUintN(64, sum + hash('sha256', JSON.stringify(values), 'buffer').readBigUInt64BE(0))
    },
    read: () => ({ rowCount, sum }),
  }
}

const toParameter = (value: SQLOutputValue): unknown =>
  value instanceof Uint8Array ? Buffer.from(value) : value
const toJson = (value: SQLOutputValue): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
