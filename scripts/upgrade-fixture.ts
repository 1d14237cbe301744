/**
 * Writes a small database of the newest schema version to server/test/fixtures/upgrades, as SQL for both databases, with what a test
 * needs to read it. Run it when a migration is added; fixtures of older versions stay as they are.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startWorld } from '@letterlock/testing/world.ts'
import { readFreshTables } from './database-schema/describe-schemas.ts'
import { fillDatabase, FIXTURE_KEY } from '@letterlock/testing/upgrade-fixture/fill-database.ts'
import { FIXTURES_DIRECTORY, newestVersion } from './upgrade-fixture/fixtures.ts'
import { printPostgresDump, printSqliteDump } from './upgrade-fixture/print-dump.ts'
import { readRows } from './upgrade-fixture/read-rows.ts'

const { name, version } = newestVersion()
await using world = await startWorld(
  { LETTERLOCK_ENCRYPTION_KEYS: FIXTURE_KEY },
  // Passwords as a server stores them, which the upgraded one has to verify.
  { passwordHash: undefined },
)
const facts = await fillDatabase(world)
const { sqlite, postgres } = await readFreshTables()
const rows = readRows(world.config.databaseFile, sqlite)
const directory = join(FIXTURES_DIRECTORY, name)
mkdirSync(directory, { recursive: true })
writeFileSync(join(directory, 'sqlite.sql'), printSqliteDump(sqlite, rows, version))
writeFileSync(join(directory, 'postgres.sql'), printPostgresDump(postgres, rows, version))
writeFileSync(join(directory, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`)
console.log(`server/test/fixtures/upgrades/${name}`)
