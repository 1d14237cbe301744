/*
 * Writes dist/letterlock-<version>.mcpb: the package `letterlock` with its dependencies, for desktop applications that install MCP servers
 * from one file. `npm run mcpb` installs the tool that checks and packs it, in deploy/mcpb.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageVersion } from './package-version.ts'

const ROOT = join(import.meta.dirname, '../..')
const SOURCE = join(ROOT, 'deploy/mcpb')
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const version = packageVersion(ROOT)
const folder = mkdtempSync(join(tmpdir(), 'letterlock-mcpb-'))
try {
  run('npm', ['pack', '--workspace', 'cli', '--pack-destination', folder], ROOT)
  const [tarball = ''] = globSync('letterlock-*.tgz', { cwd: folder })
  const bundle = join(folder, 'bundle')
  mkdirSync(bundle)
  writeFileSync(join(bundle, 'package.json'), JSON.stringify({ name: 'letterlock-bundle', private: true }))
  run(
    'npm',
    ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, tarball)],
    bundle,
  )
  cpSync(join(SOURCE, 'manifest.json'), join(bundle, 'manifest.json'))
  const file = join(ROOT, `dist/letterlock-${version}.mcpb`)
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  run('npx', ['--no', 'mcpb', 'validate', bundle], SOURCE)
  run('npx', ['--no', 'mcpb', 'pack', bundle, file], SOURCE)
  process.stdout.write(`${file}: ${(statSync(file).size / 1_000_000).toFixed(1)} MB\n`)
} finally {
  rmSync(folder, { recursive: true })
}
