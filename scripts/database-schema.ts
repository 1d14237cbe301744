/**
 * Writes what a freshly migrated database consists of to `server/src/store/schema`: `sqlite.sql` and `postgres.sql`, to be read, and
 * `tables.ts`, the types of the rows.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeSchemas, readFreshTables, SCHEMA_DIRECTORY } from './database-schema/describe-schemas.ts'

for (const [name, text] of Object.entries(describeSchemas(await readFreshTables()))) {
  writeFileSync(join(SCHEMA_DIRECTORY, name), text)
  console.log(`server/src/store/schema/${name}`)
}
