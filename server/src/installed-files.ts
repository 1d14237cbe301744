import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memberAt } from './kernel/member-at.ts'

/** The version in the package's manifest. */
export function ownVersion(): string {
  const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')
  return String(memberAt(JSON.parse(manifest), 'version'))
}

/** The folder in a package, and the one that `npm ci` builds. Without either, the server runs, and its pages say that the dashboard is not built. */
const DASHBOARD_FOLDERS = ['dashboard', '../../dashboard/dist']

/** The folder of the built dashboard; null if it is not built. */
export function dashboardFolder(): string | null {
  const folders = DASHBOARD_FOLDERS.map((folder) => join(import.meta.dirname, folder))
  return folders.find((folder) => existsSync(join(folder, 'index.html'))) ?? null
}
