/*
 * Lists outdated dependencies, and fails if one has been outdated for more than 30 days. It asks the configured registry, so it is not
 * part of `npm test`.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { judgeVersion, type Published, type VersionAge } from './dependencies/judge-version.ts'

const MAX_DAYS_BEHIND = 30
const REQUESTS_AT_ONCE = 6
/** Packages beside the workspaces: what builds the site, and MCP bundles. */
const OWN_LOCK_FILES = ['docs/site', 'deploy/mcpb']

interface Manifest {
  readonly workspaces?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly link?: boolean }>>
}

function readJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(process.cwd(), ...path), 'utf8'))
}

/** Name and installed version of every dependency of a workspace, except workspaces. */
function installedDependencies(): Map<string, string> {
  const installed = new Map<string, string>()
  for (const root of ['.', ...OWN_LOCK_FILES].filter((folder) => existsSync(join(process.cwd(), folder)))) {
    const { packages } = readJson(root, 'package-lock.json') as LockFile
    const folders = ['', ...((readJson(root, 'package.json') as Manifest).workspaces ?? [])]
    for (const folder of folders) {
      const { dependencies, devDependencies } = readJson(root, folder, 'package.json') as Manifest
      for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
        const nested = folder && packages[`${folder}/node_modules/${name}`]
        const found = nested || packages[`node_modules/${name}`]
        if (found?.version && !found.link) installed.set(name, found.version)
      }
    }
  }
  return installed
}

async function published(name: string): Promise<Published> {
  const fields = ['dist-tags', 'versions', 'time']
  const { stdout } = await promisify(execFile)('npm', ['view', name, ...fields, '--json'], {
    maxBuffer: 64 * 1024 * 1024,
  })
  const answer = JSON.parse(stdout) as Omit<Published, 'versions'> & { versions: string | string[] }
  return { ...answer, versions: [answer.versions].flat() }
}

async function judgeAll(installed: Map<string, string>): Promise<VersionAge[]> {
  const now = new Date()
  const waiting = [...installed]
  const verdicts: VersionAge[] = []
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [name, version] = next
      verdicts.push(judgeVersion(name, version, await published(name), now))
    }
  }
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work))
  return verdicts.toSorted((a, b) => b.daysBehind - a.daysBehind || a.name.localeCompare(b.name))
}

const verdicts = await judgeAll(installedDependencies())
const behind = verdicts.filter(({ newest, installed }) => newest !== installed)
for (const { name, installed, newest, daysBehind, heldWithin } of behind) {
  const held = heldWithin ? ` (held within ${heldWithin})` : ''
  console.log(`${name}  ${installed} → ${newest}  behind for ${daysBehind} days${held}`)
}
const late = behind.filter(({ daysBehind }) => daysBehind > MAX_DAYS_BEHIND)
console.log(
  `${verdicts.length} dependencies, ${behind.length} behind, ${late.length} for more than ${MAX_DAYS_BEHIND} days.`,
)
if (late.length > 0) process.exitCode = 1
