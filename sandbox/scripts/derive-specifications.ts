import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deriveSpecifications } from './specifications/derive.ts'

/*
 * Writes `src/specification/documents`: `npm run specifications -- FOLDER`. FOLDER has the providers' files, with the version in
 * the name. A newer version of a file is read instead of an older one.
 */
const [folder] = process.argv.slice(2)
if (!folder)
  throw new Error('Name the folder that has the providers’ files: npm run specifications -- FOLDER')
for (const { provider, operations, text } of deriveSpecifications(folder)) {
  const target = join(import.meta.dirname, '../src/specification/documents', `${provider}.json`)
  writeFileSync(target, text)
  process.stdout.write(`${target}: ${operations} operations\n`)
}
