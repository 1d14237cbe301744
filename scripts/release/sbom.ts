/*
 * Writes dist/letterlock.cdx.json: what is in the published packages, as a software bill of materials (CycloneDX). Development dependencies
 * are in it, since the packages are bundled from them.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageVersion } from './package-version.ts'

const ROOT = join(import.meta.dirname, '../..')
const workspaces = ['cli', 'server', 'sandbox', 'sdk'].flatMap((workspace) => ['--workspace', workspace])
const bill = execFileSync(
  'npm',
  ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', ...workspaces],
  { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
interface Bill {
  components: unknown[]
  metadata: { component: object }
}

const { components, metadata, ...rest }: Bill = JSON.parse(bill)
const version = packageVersion(ROOT)
// npm names it after the folder of the clone.
const component = { ...metadata.component, name: 'letterlock', version }
mkdirSync(join(ROOT, 'dist'), { recursive: true })
writeFileSync(
  join(ROOT, 'dist/letterlock.cdx.json'),
  JSON.stringify({ ...rest, metadata: { ...metadata, component }, components }, null, 2),
)
process.stdout.write(`${components.length} components\n`)
