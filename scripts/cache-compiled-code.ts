import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/*
 * For `node --test --import`: a test file and the programs that it starts translate no TypeScript that another one has translated. That
 * is half of the work of a short test file. The folder is the one of `NODE_ENVIRONMENT` in `cli/src/launch.ts`.
 */
if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../cli/.cache')
  enableCompileCache(process.env['NODE_COMPILE_CACHE'])
}
