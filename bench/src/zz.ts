import { measureHerd } from './herd.ts'
import { startPostgres } from '@letterlock/hub/test/postgres.ts'
if (process.argv[2] === 'pg') {
  await using server = await startPostgres({ durable: true })
  console.log(await measureHerd(await server.newDatabase()))
} else console.log(await measureHerd(null))
