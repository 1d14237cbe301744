import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cleanEnvironment } from './project.ts'

/** The lines of Node that are supported, each by its newest version when this was written. */
export const NODE_VERSIONS = ['20.20.2', '22.23.3', '24.21.0', '26.10.0'] as const
export type NodeVersion = (typeof NODE_VERSIONS)[number]

const CACHE = join(import.meta.dirname, '.cache')

/** The folder of the program of that version, for `PATH`; it comes from the npm package `node`, once. */
export async function nodeFolder(version: NodeVersion): Promise<string> {
  const folder = join(CACHE, version)
  const bin = join(folder, 'node_modules/node/bin')
  if (existsSync(join(bin, 'node'))) return bin
  mkdirSync(CACHE, { recursive: true })
  // Installed beside it and moved into its place when it is whole: another test file may install the same version at the same time.
  const own = mkdtempSync(`${folder}-`)
  const manifest = { private: true, dependencies: { node: version }, allowScripts: { node: true } }
  writeFileSync(join(own, 'package.json'), JSON.stringify(manifest))
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: own,
    env: cleanEnvironment(),
  })
  try {
    renameSync(own, folder)
  } catch (error) {
    if (!existsSync(join(bin, 'node'))) throw error
    rmSync(own, { recursive: true })
  }
  return bin
}
