import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { parseCommandLine } from '../site/command-line.ts'
import { codeBlocksOf, type CodeBlock } from '../site/code-blocks.ts'
import { readPages } from '../site/read-pages.ts'
import { describeApi } from '../sdk-types.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Within the repository, so that packages are found. */
const FOLDER = join(ROOT, '.cache/pages-code')
/** What a package's README says about itself is checked like the pages. */
const PACKAGES = ['sdk', 'sandbox', 'server', 'cli'].map((folder) => `${folder}/README.md`)

const files = [...readPages(ROOT).map(({ file }) => file), 'README.md', ...PACKAGES]
const blocks = files.flatMap((file) => codeBlocksOf(file, readFileSync(join(ROOT, file), 'utf8')))
const inLanguage = (...languages: string[]): CodeBlock[] =>
  blocks.filter(({ language }) => languages.includes(language))
const placeOf = ({ file, line }: CodeBlock): string => `${file}:${line}`
const shell = inLanguage('sh').flatMap((block) =>
  block.code
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => ({ place: placeOf(block), line: line.replace(/(^|\s)#.*$/, '').trim() })),
)

const config = (more: object): string =>
  JSON.stringify({
    extends: '../../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false, ...more },
    // With the declarations of modules that have none, which no import leads to.
    include: ['*', '../../../server/src/**/*.d.ts'],
    exclude: [],
  })
/** Declarations from earlier blocks of a page, which later blocks use. */
const KNOWN: Readonly<Record<string, string>> = {
  letterlock: "import('@letterlock/sdk').Letterlock",
  connectionId: 'string',
}
const withKnown = (code: string): string =>
  Object.entries(KNOWN).reduce(
    (text, [name, type]) =>
      new RegExp(`\\b${name}\\b`).test(code) &&
      !new RegExp(`(?:const|let) ${name}\\b|[({,] *${name}: `).test(code)
        ? `${text}\ndeclare const ${name}: ${type}`
        : text,
    code,
  )
const FOR_SERVERS = config({ types: ['node'] })
const FOR_BROWSERS = config({ lib: ['es2024', 'dom', 'dom.iterable'], jsx: 'react-jsx', types: ['react'] })

for (const [language, settings] of [
  ['ts', FOR_SERVERS],
  ['tsx', FOR_BROWSERS],
] as const)
  test(`every block of ${language} compiles against the packages`, async () => {
    const folder = join(FOLDER, language)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'tsconfig.json'), settings)
    const places = new Map<string, string>()
    for (const block of inLanguage(language)) {
      const name = `${placeOf(block).replaceAll(/\W+/g, '-')}.${language}`
      places.set(name, placeOf(block))
      writeFileSync(join(folder, name), `${withKnown(block.code)}\nexport {}\n`)
    }
    assert.ok(places.size > 0)
    const compiler = promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), ['--project', folder])
    const printed = await compiler.then(
      () => '',
      ({ message, stdout }: { message: string; stdout: string }) => stdout || message,
    )
    const errors = printed.replaceAll(
      /^\S*?([\w-]+\.tsx?)\(/gm,
      (_, name: string) => `${places.get(name) ?? name} (`,
    )
    assert.equal(errors, '')
  })

test('every script, also in a page of HTML, can be parsed', () => {
  const inPages = inLanguage('html').flatMap((block) =>
    [...block.code.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => ({
      place: placeOf(block),
      code,
    })),
  )
  const scripts = [
    ...inPages,
    ...inLanguage('js').map((block) => ({ place: placeOf(block), code: block.code })),
  ]
  assert.ok(scripts.length > 0)
  for (const { place, code } of scripts) assert.doesNotThrow(() => stripTypeScriptTypes(code), place)
})

test('every command line of letterlock names a command and options that exist', () => {
  const lines = shell.flatMap(({ place, line }) => {
    const [, args] =
      /(?:^|\s)letterlock ((?:[a-z][\w-]*|-)(?:\s.*)?)$/.exec(
        line.replace(/^.*docker compose exec letterlock /, ''),
      ) ?? []
    const isOther =
      /^(?:claude|codex|kubectl|helm|docker|journalctl|systemctl|git) /.test(line) &&
      !line.includes('exec letterlock')
    return args === undefined || isOther ? [] : [{ place, args }]
  })
  assert.ok(lines.length > 30, `only ${lines.length} command lines were found`)
  const wrong = lines.flatMap(({ place, args }) =>
    parseCommandLine(args).map((fault) => `${place}: letterlock ${args}: ${fault}`),
  )
  assert.deepEqual(wrong, [])
})

test('every npm script in the pages exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = shell.flatMap(({ place, line }) =>
    [...line.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test))\b/g)].map(([, run, short]) => ({
      place,
      name: run ?? short ?? '',
    })),
  )
  assert.ok(named.length > 8)
  assert.deepEqual(
    named.filter(({ name }) => !(name in scripts)),
    [],
  )
})

test('every call of the API in the pages is one of its operations', async () => {
  const description = await describeApi()
  const paths = 'paths' in description ? Object.entries(description.paths ?? {}) : []
  const operations = paths.flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const matchers = operations.map(
    (operation) => new RegExp(`^${operation.replace(/\/\{path\}$/, '/.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  )
  const calls = shell.flatMap(({ place, line }) => {
    const path = /^curl .*?https?:\/\/[^/\s]+(\/v1\/[^\s?'"]*)/.exec(line)?.[1]
    return path === undefined ? [] : [{ place, call: `${/-X (\w+)/.exec(line)?.[1] ?? 'GET'} ${path}` }]
  })
  const prose = files.flatMap((file) =>
    [
      ...readFileSync(join(ROOT, file), 'utf8').matchAll(/`(GET|POST|PUT|PATCH|DELETE)\s+(\/v1\/[^\s`?]*)`/g),
    ].map(([, method, path]) => ({ place: file, call: `${method} ${path}` })),
  )
  assert.ok(calls.length > 1 && prose.length > 5)
  assert.deepEqual(
    [...calls, ...prose].filter(({ call }) => !matchers.some((matcher) => matcher.test(call))),
    [],
  )
})
