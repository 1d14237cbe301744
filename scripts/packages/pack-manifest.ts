/**
 * Runs in a package's folder, around the packing. Before packing, removes `dependencies` from the manifest, because the bundle contains
 * the libraries. After packing, `--restore` restores the manifest.
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
