import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { test } from 'node:test'
import { readPages, routeOf } from './read-pages.ts'

/* What `npm run docs:build` wrote. */

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'docs/site/dist')
const BASE = new URL('http://site')
const html = globSync('**/*.html', { cwd: DIST }).map((file) => ({
  file,
  text: readFileSync(join(DIST, file), 'utf8'),
}))
const textOf = new Map(html.map(({ file, text }) => [file, text]))

/** The file that a path of the site serves; undefined if there is none. */
function served(path: string): string | undefined {
  const file = decodeURIComponent(path).replace(/^\//, '')
  const candidates = [file, join(file, 'index.html')]
  return candidates.find((name) => existsSync(join(DIST, name)) && statSync(join(DIST, name)).isFile())
}

test('every link, picture, script and style of every page is there, with its anchor', () => {
  const dead: string[] = []
  let count = 0
  for (const { file, text } of html) {
    if (file === '404.html') continue
    const page = new URL(`/${file.replace(/index\.html$/, '')}`, BASE)
    for (const [, target = ''] of text.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
      const url = new URL(target.replaceAll('&amp;', '&'), page)
      // The canonical address, which is that of the published site.
      if (url.origin !== BASE.origin) continue
      count++
      const found = served(url.pathname)
      const anchor = decodeURIComponent(url.hash.slice(1))
      if (found === undefined) dead.push(`${file} → ${target}`)
      else if (anchor !== '' && anchor !== '_top' && !textOf.get(found)?.includes(`id="${anchor}"`))
        dead.push(`${file} → ${target}: no such heading`)
    }
  }
  assert.ok(count > 5000, `only ${count} links were found`)
  assert.deepEqual([...new Set(dead)].slice(0, 50), [])
})

test('nothing is loaded from another host', () => {
  const loaded =
    /<(?:script|img|iframe|source|video|link(?=[^>]*rel="(?:stylesheet|preload|modulepreload|icon)"))[^>]*\s(?:src|href)="((?:https?:)?\/\/[^"]+)"/g
  const foreign = html.flatMap(({ file, text }) =>
    [...text.matchAll(loaded)].map(([, url]) => `${file}: ${url}`),
  )
  const styles = globSync('**/*.css', { cwd: DIST }).flatMap((file) =>
    [
      ...readFileSync(join(DIST, file), 'utf8').matchAll(/(?:url\(|@import )["']?(?:https?:)?\/\/[^)"']+/g),
    ].map(([url]) => `${file}: ${url}`),
  )
  assert.deepEqual([...foreign, ...styles], [])
})

test('every page is also there as Markdown, and its page says so', () => {
  for (const { name, title } of readPages(ROOT)) {
    assert.ok(readFileSync(join(DIST, `${name}.md`), 'utf8').startsWith(`# `), name)
    const page = textOf.get(join(routeOf(name), 'index.html')) ?? ''
    assert.ok(page.includes('type="text/markdown"'), `${name}: ${title}`)
  }
})

test('links in the Markdown and in llms.txt lead to files of the site', () => {
  const files = [...readPages(ROOT).map(({ name }) => `${name}.md`), 'llms.txt']
  const dead = files.flatMap((file) =>
    [...readFileSync(join(DIST, file), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => join(dirname(file), target))
      .filter((target) => !existsSync(join(DIST, target)))
      .map((target) => `${file} → ${target}`),
  )
  assert.deepEqual(dead, [])
})

test('every operation of the API has a page', () => {
  const { paths } = JSON.parse(readFileSync(join(DIST, 'openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, { operationId?: string }>>
  }
  const operations = Object.values(paths).flatMap((path) =>
    Object.values(path).flatMap(({ operationId }) => operationId?.toLowerCase() ?? []),
  )
  assert.ok(operations.length > 60)
  assert.deepEqual(
    operations.filter((id) => !textOf.has(`api/operations/${id}/index.html`)),
    [],
  )
})
