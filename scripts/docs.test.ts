import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const ROOT = resolve(import.meta.dirname, '..')

test('the generated pages are current', async () => {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'reference-docs.ts'), '--check'])
})

test('links between the pages lead somewhere', () => {
  const pages = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).flatMap((name) => (name.endsWith('.md') ? [join(folder, name)] : [])),
  )
  const dead = pages.flatMap((page) => {
    const links = readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)
    return [...links].flatMap(([, link = '']) =>
      existsSync(join(ROOT, dirname(page), link)) ? [] : [`${page} → ${link}`],
    )
  })
  assert.ok(pages.length > 8)
  assert.deepEqual(dead, [])
})

test('the README’s commands exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const asked = readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(
    /npm (?:run )?(start|test|demo|bench|sandbox)\b/g,
  )
  assert.deepEqual(
    [...asked].filter(([, name = '']) => !(name in scripts)).map(([command]) => command),
    [],
  )
})

test('every test that docs/security.md names exists', () => {
  const tests = new Set(
    globSync('**/*.test.{ts,tsx}', { cwd: ROOT, exclude: ['**/node_modules/**'] }).map((file) =>
      basename(file).replace(/\.test\.tsx?$/, ''),
    ),
  )
  const rows = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').matchAll(/^\|.*\|([^|]+)\|$/gm)
  const named = [...rows].flatMap(([, last = '']) =>
    [...last.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
  )
  assert.ok(named.length > 80, `only ${named.length} tests were found`)
  assert.deepEqual(
    named.filter((name) => !tests.has(name)),
    [],
  )
})
