import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createProject } from './project.ts'
import { ROOT } from './tarballs.ts'

const TSC = join(ROOT, 'node_modules/.bin/tsc')
/** Types that React asks a project for. */
const REACT_TYPES = join(ROOT, 'node_modules/@types')

for (const [module, moduleResolution] of [
  ['esnext', 'bundler'],
  ['nodenext', 'nodenext'],
])
  test(`types: a strict project with ${moduleResolution}`, async (t) => {
    const project = await createProject(t, ['sdk'], 'types')
    writeFileSync(
      project.path('tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution,
          target: 'es2022',
          lib: ['es2022', 'dom', 'dom.iterable'],
          types: [],
          paths: { react: [join(REACT_TYPES, 'react/index.d.ts')] },
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          skipLibCheck: false,
          noEmit: true,
        },
        files: ['index.ts'],
      }),
    )
    assert.equal(await project.run(TSC, ['-p', '.'], { node: join(ROOT, 'node_modules/node/bin') }), '')
  })

test('types: a strict project that embeds the server and the sandbox', async (t) => {
  const project = await createProject(t, ['server', 'sandbox'])
  writeFileSync(
    project.path('index.mts'),
    `import { ada, startSandbox, type Sandbox } from '@letterlock/sandbox'
import { startServer, type LetterlockServer } from '@letterlock/server'
export const sandbox: Sandbox = await startSandbox()
export const server: LetterlockServer = await startServer({ LETTERLOCK_SANDBOX_URL: sandbox.url })
export const redirect: URL = await ada().authorize('https://example.com')
`,
  )
  const options = { module: 'nodenext', target: 'es2024', types: ['node'], strict: true, noEmit: true }
  const typeRoots = [join(ROOT, 'node_modules/@types')]
  writeFileSync(
    project.path('tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...options, typeRoots, lib: ['es2024', 'esnext.disposable'] },
      files: ['index.mts'],
    }),
  )
  assert.equal(await project.run(TSC, ['-p', '.'], { node: join(ROOT, 'node_modules/node/bin') }), '')
})

test('types: every example in the packages’ READMEs', async (t) => {
  const project = await createProject(t, ['sdk', 'server', 'sandbox'])
  const readmes = (['sdk', 'server', 'sandbox'] as const).map((workspace) =>
    readFileSync(join(ROOT, workspace, 'README.md'), 'utf8'),
  )
  const examples = readmes.flatMap((text) => [...text.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code))
  assert.ok(examples.length >= 4)
  const files = examples.map((code, index) => {
    const file = `example-${index}.mts`
    writeFileSync(project.path(file), `${GIVEN}${code}export {}\n`)
    return file
  })
  writeFileSync(
    project.path('tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2024',
        lib: ['es2024', 'esnext.disposable'],
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
        strict: true,
        noEmit: true,
      },
      files,
    }),
  )
  assert.equal(await project.run(TSC, ['-p', '.'], { node: join(ROOT, 'node_modules/node/bin') }), '')
})

/** What the examples take as there. */
const GIVEN = `declare global {
  var letterlock: import('@letterlock/sdk').Letterlock
  var connectionId: string
}
`
