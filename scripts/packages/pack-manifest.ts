/**
 * Runs in a package's folder, around the packing. Before: `dependencies`, which the repository needs, leave the manifest, so that no install
 * brings the libraries that are inside the bundle. After, with `--restore`: the manifest is as it was.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

const MANIFEST = 'package.json'
const KEPT = 'package.json.kept'

if (process.argv.includes('--restore')) renameSync(KEPT, MANIFEST)
else {
  const text = readFileSync(MANIFEST, 'utf8')
  const { dependencies: _, ...manifest }: Readonly<Record<string, unknown>> = JSON.parse(text)
  writeFileSync(KEPT, text)
  writeFileSync(MANIFEST, JSON.stringify(manifest, null, 2))
}
