/** Builds and packs what is published, into `dist` beside this file. `npm run test:packages` does it before the tests. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { ROOT, TARBALLS, WORKSPACES } from './tarballs.ts'

rmSync(TARBALLS, { recursive: true, force: true })
mkdirSync(TARBALLS, { recursive: true })
const workspaces = WORKSPACES.flatMap((workspace) => ['-w', workspace])
execFileSync('npm', ['pack', ...workspaces, '--pack-destination', TARBALLS], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
})
