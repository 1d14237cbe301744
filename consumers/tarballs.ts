import { globSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')
export const TARBALLS = join(import.meta.dirname, 'dist')

/** What is published, one package a workspace. */
export const WORKSPACES = ['sdk', 'sandbox', 'server', 'cli'] as const
export type Workspace = (typeof WORKSPACES)[number]

const NAMES: Readonly<Record<Workspace, string>> = {
  sdk: 'letterlock-sdk',
  sandbox: 'letterlock-sandbox',
  server: 'letterlock-server',
  cli: 'letterlock',
}

/** The file that `npm pack` made. */
export function tarball(workspace: Workspace): string {
  const [file] = globSync(`${NAMES[workspace]}-[0-9]*.tgz`, { cwd: TARBALLS })
  if (file === undefined) throw new Error(`${workspace} is not packed: run “npm run test:packages”`)
  return join(TARBALLS, file)
}
