import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { builtInProviders } from '../server/src/providers/index.ts'
import { COMMAND_SETTINGS } from '../server/src/config/command-settings.ts'
import { changesIn, dateChangelog, NAMED, VERSIONED_FILES } from './release/versioned-files.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const readYaml = (file: string): Workflow => parse(read(file)) as Workflow
const readJson = (file: string): unknown => JSON.parse(read(file))

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly mcpName?: string
  readonly bin?: Readonly<Record<string, string>>
}

const manifests = ['bench', 'cli', 'dashboard', 'sandbox', 'sdk', 'server', 'testing'].map(
  (folder) => readJson(`${folder}/package.json`) as Manifest,
)
const cli = readJson('cli/package.json') as Manifest

test('everything that states the version states the same', () => {
  for (const { name, version } of manifests) assert.equal(version, cli.version, name)
  for (const [file, pattern] of VERSIONED_FILES) {
    const stated = [...read(file).matchAll(pattern)].map(([match, before = '']) => match.slice(before.length))
    assert.ok(stated.length > 0, file)
    for (const version of stated) assert.equal(version.replaceAll(/["']/g, ''), cli.version, file)
  }
})

test('a document that names a packed file or an image gets the version of each release', () => {
  const documents = globSync(['*.md', 'docs/**/*.md', '*/README.md'], {
    cwd: ROOT,
    exclude: ['**/node_modules/**', 'docs/site/**'],
  })
  const known = new Set(VERSIONED_FILES.map(([file]) => file))
  assert.deepEqual(
    documents.filter((file) => read(file).search(NAMED) >= 0 && !known.has(file)),
    [],
  )
})

test('a release raises all packages together', () => {
  const { fixed } = readJson('.changeset/config.json') as { fixed: string[][] }
  const matchers = fixed.flat().map((name) => new RegExp(`^${name.replace('*', '.*')}$`))
  for (const { name } of manifests)
    assert.ok(
      matchers.some((matcher) => matcher.test(name)),
      name,
    )
})

test('a release dates what is unreleased, once', () => {
  const before = '# Changelog\n\n## Unreleased\n\n- A change.\n'
  const after = dateChangelog(before, '1.2.0', new Date('2027-01-31T23:00:00Z'))
  assert.equal(after, '# Changelog\n\n## Unreleased\n\n## 1.2.0 (2027-01-31)\n\n- A change.\n')
  assert.equal(dateChangelog(after, '1.2.0', new Date()), after)
  assert.match(read('CHANGELOG.md'), /\n## Unreleased\n/)
})

test('the text of a release is what the changelog says about its version', () => {
  const dated = (text: string, version: string): string => dateChangelog(text, version, new Date())
  const first = dated('# Changelog\n\n## Unreleased\n\n### Calls\n\n- The first.\n', '1.2.0')
  const second = dated(first.replace('## Unreleased\n', '## Unreleased\n\n- The second.\n'), '1.2.1')
  assert.equal(changesIn(second, '1.2.0'), '### Calls\n\n- The first.\n')
  assert.equal(changesIn(second, '1.2.1'), '- The second.\n')
  assert.throws(() => changesIn(second, '1.2'), /CHANGELOG\.md says nothing about 1\.2\./)
})

interface McpServer {
  readonly name: string
  readonly description: string
  readonly packages: readonly {
    readonly identifier: string
    readonly environmentVariables: readonly { readonly name: string }[]
  }[]
}

/** Settings of the command, and the API keys of providers that have them. */
const MCP_VARIABLES = new Set([
  ...Object.values(COMMAND_SETTINGS).map(({ name }) => name),
  ...[...builtInProviders().values()].flatMap(({ id, apiKey }) =>
    apiKey ? [`${id.toUpperCase().replaceAll('-', '_')}_API_KEY`] : [],
  ),
])

test('server.json, for registries of MCP servers, is about the package', () => {
  const server = readJson('server.json') as McpServer
  assert.equal(server.name, cli.mcpName)
  assert.match(server.name, /^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
  assert.ok(server.description.length <= 100)
  assert.deepEqual(
    server.packages.map(({ identifier }) => identifier),
    [cli.name],
  )
  for (const { name } of server.packages.flatMap((item) => item.environmentVariables))
    assert.ok(MCP_VARIABLES.has(name), name)
})

test('the MCP bundle starts the package’s command, with variables that it reads', () => {
  const { server } = readJson('deploy/mcpb/manifest.json') as {
    server: { entry_point: string; mcp_config: { args: string[]; env: Record<string, string> } }
  }
  const program = `node_modules/letterlock/${cli.bin?.['letterlock']?.replace('./', '')}`
  assert.equal(server.entry_point, program)
  assert.deepEqual(server.mcp_config.args, [`\${__dirname}/${program}`, 'mcp'])
  for (const name of Object.keys(server.mcp_config.env)) assert.ok(MCP_VARIABLES.has(name), name)
})

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: { readonly script?: string; readonly 'persist-credentials'?: boolean }
}

interface Workflow {
  readonly permissions: object
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions?: object; readonly 'timeout-minutes'?: number; readonly steps: readonly Step[] }
    >
  >
}

const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT })
const stepsOf = (file: string): Step[] => Object.values(readYaml(file).jobs).flatMap(({ steps }) => steps)

test('workflows: no permission that a job does not name, and an end to each job', () => {
  assert.ok(workflows.length >= 3, workflows.join())
  for (const file of workflows) {
    const { permissions, jobs } = readYaml(file)
    assert.deepEqual(permissions, {}, file)
    for (const [name, job] of Object.entries(jobs)) {
      assert.ok(job.permissions, `${file}: ${name}`)
      assert.ok(Number(job['timeout-minutes']) <= 60, `${file}: ${name}`)
    }
  }
})

test('workflows: actions are pinned to a commit, with the version beside it', () => {
  for (const file of workflows) {
    const uses = read(file)
      .split('\n')
      .filter((line) => /\buses:/.test(line))
    assert.ok(uses.length > 0, file)
    for (const line of uses)
      assert.match(line, /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${file}: ${line}`)
    for (const step of stepsOf(file).filter((step) => step.uses?.startsWith('actions/checkout@')))
      assert.equal(step.with?.['persist-credentials'], false, file)
  }
})

test('workflows: only a job that runs no install script may publish', () => {
  for (const file of workflows)
    for (const [name, { permissions = {}, steps }] of Object.entries(readYaml(file).jobs))
      if ('id-token' in permissions)
        for (const { run = '' } of steps)
          assert.doesNotMatch(
            run,
            /\bnpm (ci|install)\b(?!.*--ignore-scripts)|\bnpm (test|run)\b/,
            `${file}: ${name}`,
          )
})

test('workflows: every script that they run exists', () => {
  const { scripts } = readJson('package.json') as { scripts: Record<string, string> }
  const asked = workflows.flatMap((file) =>
    stepsOf(file).flatMap(({ run = '', with: inputs }) =>
      [...`${run} ${inputs?.script ?? ''}`.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
    ),
  )
  assert.ok(asked.length > 5)
  assert.deepEqual(
    asked.filter((name) => !(name in scripts)),
    [],
  )
  for (const path of ['.ci/run', 'deploy/helm/letterlock']) assert.ok(existsSync(join(ROOT, path)))
})
