import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/*
 * For `node --test --import`: test files and the programs that they start share a cache of compiled TypeScript, which halves the work of
 * a short test file. The folder is the one of `NODE_ENVIRONMENT` in `cli/src/launch.ts`.
 */
if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../cli/.cache')
  enableCompileCache(process.env['NODE_COMPILE_CACHE'])
}
