import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const page = read('docs/architecture.md')

/** The rows of a table, by its first header cell; each row as a list of cells. */
function tableOf(text: string, header: string): string[][] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => cellsOf(line)[0] === header)
  assert.ok(start >= 0, `no table begins with ${header}`)
  const rows = lines.slice(start + 2)
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map(cellsOf)
}

function cellsOf(line: string): string[] {
  return line.startsWith('|')
    ? line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
    : []
}

const codeIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
const namesIn = (rows: string[][]): string[] => rows.flatMap(([first = '']) => codeIn(first))

/** The names of a folder's entries in the repository, without tests; folders end with a slash. */
function entriesOf(folder: string): string[] {
  const files = execFileSync('git', ['ls-files', '--', folder || '.'], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n')
  const names = files.map((file) => file.slice(folder.length).replace(/\/.*/, '/'))
  return [...new Set(names)].filter((name) => !name.startsWith('.') && !name.endsWith('.test.ts'))
}

test('the maps of this page and of the README name every top-level folder', () => {
  const folders = entriesOf('').filter((name) => name.endsWith('/'))
  for (const text of [page, read('README.md')]) {
    const named = namesIn(tableOf(text, 'Folder')).filter((name) => name.endsWith('/'))
    assert.deepEqual(named.toSorted(), folders.toSorted())
  }
})

test('the map of server/src names every folder and file', () => {
  assert.deepEqual(namesIn(tableOf(page, '`server/src/`')).toSorted(), entriesOf('server/src/').toSorted())
})

test('the map of server/src is in the order of imports', () => {
  const table = /const FOLDERS[^{]*\{([\s\S]*?)\n\}/.exec(read('scripts/architecture.test.ts'))?.[1] ?? ''
  const order = [...table.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map(([, name]) => name)
  const named = namesIn(tableOf(page, '`server/src/`')).map((name) => name.replace(/\/$|\.ts$/, ''))
  assert.ok(order.length > 10)
  for (const folder of order) {
    const allowed = new RegExp(`^ {2}'?${folder}'?: \\[([^\\]]*)\\]`, 'm').exec(table)?.[1] ?? ''
    for (const [, imported = ''] of allowed.matchAll(/'([^']+)'/g))
      assert.ok(
        named.indexOf(imported) < named.indexOf(folder ?? ''),
        `${folder} imports ${imported}, which is below it`,
      )
  }
})

test('every file and folder that the page names exists', () => {
  const paths = codeIn(page).filter((code) => /^[\w.@-]+(\/[\w.@-]*)+$/.test(code) && !code.startsWith('@'))
  assert.ok(paths.length > 60, `only ${paths.length} paths were found`)
  const missing = paths.filter(
    (path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, 'server/src', path)),
  )
  assert.deepEqual(
    missing.filter((path) => path !== 'SANDBOX/HOST/path'),
    [],
  )
})

test('the table of libraries names what the packages use, and nothing else', () => {
  const named = tableOf(page, 'For').flatMap(([, libraries = '']) => codeIn(libraries))
  const used = globSync(['package.json', '*/package.json'], { cwd: ROOT }).flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = JSON.parse(
      read(file),
    ) as Record<string, Record<string, string> | undefined>
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
  })
  const own = /^(@letterlock\/|letterlock$)/
  const expected = [...new Set(used.filter((name) => !own.test(name)))]
  assert.deepEqual(named.toSorted(), expected.toSorted())
})

test('every row of the table of libraries gives a reason', () => {
  for (const [purpose = '', , reason = ''] of tableOf(page, 'For')) assert.ok(reason.length > 10, purpose)
})
