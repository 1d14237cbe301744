/**
 * Writes the schema of a freshly migrated database to `server/src/store/schema`: `sqlite.sql` and `postgres.sql` for readers, and
 * `tables.ts` with the row types.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeSchemas, readFreshTables, SCHEMA_DIRECTORY } from './database-schema/describe-schemas.ts'

for (const [name, text] of Object.entries(describeSchemas(await readFreshTables()))) {
  writeFileSync(join(SCHEMA_DIRECTORY, name), text)
  console.log(`server/src/store/schema/${name}`)
}
