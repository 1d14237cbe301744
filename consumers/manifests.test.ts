import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { formatMessage } from 'publint/utils'
import { publint } from 'publint'
import { createProject } from './project.ts'
import { ROOT, tarball, WORKSPACES, type Workspace } from './tarballs.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly [member: string]: unknown
}

const manifestOf = (workspace: Workspace): Manifest =>
  JSON.parse(readFileSync(join(ROOT, workspace, 'package.json'), 'utf8')) as Manifest

async function filesOf(workspace: Workspace): Promise<string[]> {
  const { stdout } = await promisify(execFile)('tar', ['-tzf', tarball(workspace)])
  return stdout
    .trim()
    .split('\n')
    .map((file) => file.replace('package/', ''))
}

for (const workspace of WORKSPACES) {
  test(`${workspace}: publint finds nothing`, async () => {
    const bytes = readFileSync(tarball(workspace))
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    })
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    )
  })

  test(`${workspace}: the manifest says what a user of the package asks`, async () => {
    const manifest = manifestOf(workspace)
    for (const member of [
      'description',
      'homepage',
      'bugs',
      'repository',
      'engines',
      'files',
      'publishConfig',
      'keywords',
    ])
      assert.ok(manifest[member], `${workspace} has no ${member}`)
    assert.equal(manifest['license'], 'MIT')
    assert.equal(manifest.version, manifestOf('sdk').version)
    const files = await filesOf(workspace)
    for (const file of ['README.md', 'LICENSE', 'package.json']) assert.ok(files.includes(file), `no ${file}`)
    // Only what is built and what is read: no sources, no tests, no settings.
    assert.deepEqual(
      files.filter(
        (file) => !/^(README\.md|LICENSE|package\.json|bin\/letterlock(-sandbox)?\.js|dist\/.+)$/.test(file),
      ),
      [],
    )
    assert.deepEqual(
      files.filter((file) => /(?<!\.d)\.tsx?$|\.test\./.test(file)),
      [],
    )
  })
}

for (const workspace of ['sdk', 'sandbox', 'server'] as const)
  test(`${workspace}: are the types wrong? No`, async () => {
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const exported = Object.keys(manifestOf(workspace)['exports'] as object)
    const ours = exported.filter((name) => name.endsWith('.ts'))
    // It fails for a problem in what ECMAScript modules and bundlers see.
    await promisify(execFile)(process.execPath, [
      attw,
      tarball(workspace),
      '--profile=esm-only',
      '--exclude-entrypoints',
      ...ours,
    ])
  })

test('cli: what runs is inside, with the licenses of the libraries', async () => {
  const files = await filesOf('cli')
  for (const file of [
    'dist/dashboard/index.html',
    'dist/migrations/0001-initial/sqlite.sql',
    'dist/migrations/0001-initial/postgres.sql',
    'dist/tokens.css',
    'dist/page.css',
    'dist/THIRD-PARTY-LICENSES.txt',
    // The libraries of the pages: they are built apart.
    'dist/dashboard/THIRD-PARTY-LICENSES.txt',
  ])
    assert.ok(files.includes(file), `no ${file}`)
})

test('an install of the command is one package, below 60 MB', { timeout: 120_000 }, async (t) => {
  const project = await createProject(t, ['cli'])
  const files = globSync('node_modules/**/*', { cwd: project.folder }).map((file) =>
    lstatSync(project.path(file)),
  )
  const megabytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0) / 1_000_000
  const { stdout } = await promisify(execFile)('npm', ['ls', '--all', '--parseable'], { cwd: project.folder })
  const packages = stdout.trim().split('\n').length - 1
  t.diagnostic(`${megabytes.toFixed(1)} MB`)
  assert.ok(megabytes < 60, `${megabytes.toFixed(1)} MB`)
  assert.equal(packages, 1)
})
