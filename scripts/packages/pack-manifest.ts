/**
 * Runs in a package's folder, around the packing. Before: libraries that are inside the bundle leave `dependencies`, where the
 * repository needs them, so that no install brings them twice. After, with `--restore`: the manifest is as it was.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { OUTSIDE_BUNDLE } from './build-options.ts'

const MANIFEST = 'package.json'
const KEPT = 'package.json.kept'

if (process.argv.includes('--restore')) renameSync(KEPT, MANIFEST)
else {
  const text = readFileSync(MANIFEST, 'utf8')
  const manifest = JSON.parse(text) as { dependencies: Record<string, string> }
  const outside = Object.entries(manifest.dependencies).filter(([name]) => OUTSIDE_BUNDLE.includes(name))
  writeFileSync(KEPT, text)
  writeFileSync(MANIFEST, JSON.stringify({ ...manifest, dependencies: Object.fromEntries(outside) }, null, 2))
}
