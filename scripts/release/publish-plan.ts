/*
 * Writes consumers/dist/publish-plan.json: which of the packages in that folder the registry does not have yet. With it, `changeset publish
 * --from-pack-dir consumers/dist` publishes the files that `npm run test:packages` tested, and nothing is built again.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT, tarball, TARBALLS, WORKSPACES, type Workspace } from '../../consumers/tarballs.ts'

interface Release {
  readonly kind: 'publish' | 'tag-only'
  readonly name: string
  readonly version: string
  readonly tarball?: { readonly path: string }
}

function nameOf(workspace: Workspace): string {
  const { name }: { name: string } = JSON.parse(readFileSync(join(ROOT, workspace, 'package.json'), 'utf8'))
  return name
}
const files = new Map(WORKSPACES.map((workspace) => [nameOf(workspace), basename(tarball(workspace))]))

function withTarball(release: Release): Release {
  const path = files.get(release.name)
  if (path === undefined) throw new Error(`${release.name} is not packed.`)
  return { ...release, tarball: { path } }
}

const file = join(TARBALLS, 'publish-plan.json')
execFileSync('npx', ['--no', 'changeset', 'publish-plan', '--output', file], { cwd: ROOT, stdio: 'inherit' })
const { version, plan }: { version: number; plan: Release[][] } = JSON.parse(readFileSync(file, 'utf8'))
writeFileSync(file, JSON.stringify({ version, plan: plan.map((group) => group.map(withTarball)) }, null, 2))
