/*
 * Runs at the end of `npm ci`: builds the dashboard, and runs the server once. JavaScript for any Node version, because a production
 * install (`--omit=dev`) has neither Node 24 nor build tools; it uses the dashboard as it was built.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dashboard = join(root, 'dashboard/package.json')
const { devDependencies } = JSON.parse(readFileSync(dashboard, 'utf8'))
const folders = createRequire(dashboard).resolve.paths('x') ?? []
const missing = Object.keys(devDependencies).filter(
  (name) => !folders.some((folder) => existsSync(join(folder, name))),
)

if (missing.length === 0) {
  run('vite', ['build', 'dashboard', '--logLevel', 'warn'])
  run('node', ['scripts/compile.ts'])
} else if (!existsSync(join(root, 'dashboard/dist/index.html')))
  process.stderr.write(
    'The dashboard is not built: this install is without the tools for it. The API works all the same. ' +
      'For the dashboard, run “npm ci” before this, or copy dashboard/dist from where it was run.\n',
  )

/** Runs a command with the project's tools first in PATH, as npm does. */
function run(command, args) {
  const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH },
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}
