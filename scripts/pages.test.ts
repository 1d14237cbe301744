import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { SIDEBAR } from '../docs/site/sidebar.ts'
import { anchorsOf } from './site/anchors.ts'
import { codeBlocksOf, type CodeBlock } from './site/code-blocks.ts'
import { linksOf } from './site/links.ts'
import { llmsFull, llmsIndex } from './site/llms.ts'
import { readPage, readPages } from './site/read-pages.ts'
import { toMarkdownTwin, toSitePage } from './site/to-site-page.ts'

const ROOT = join(import.meta.dirname, '..')
const pages = readPages(ROOT)
/** Also Markdown that is not on the site. */
const files = [
  ...pages.map(({ file }) => file),
  'README.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  ...['cli', 'sdk', 'server', 'sandbox'].map((folder) => `${folder}/README.md`),
]
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

test('every link leads to a file, and every anchor to a heading', () => {
  const links = files.flatMap((file) => linksOf(file, read(file)).map((link) => ({ file, ...link })))
  assert.ok(links.length > 150, `only ${links.length} links were found`)
  const dead = links.filter(({ path, anchor }) => {
    if (path === null) return false
    if (!existsSync(join(ROOT, path))) return true
    return anchor !== '' && !anchorsOf(read(path)).has(anchor)
  })
  assert.deepEqual(
    dead.map(({ file, target }) => `${file} → ${target}`),
    [],
  )
})

test('every page is in the sidebar once, and the sidebar names only pages', () => {
  const placed = SIDEBAR.flatMap((group) => group.pages)
  // The start page, and decisions, which are listed by themselves.
  const expected = pages
    .map(({ name }) => name)
    .filter((name) => name !== 'index' && !name.startsWith('decisions/'))
  assert.deepEqual(placed.toSorted(), expected.toSorted(), 'Add a new page to docs/site/sidebar.ts.')
})

test('every page has a title and a description', () => {
  for (const { file, title, description } of pages) {
    assert.ok(title.length > 2, file)
    assert.ok(description.length > 20, `${file}: “${description}”`)
  }
})

test('llms.txt has every page, and llms-full.txt the text of each', () => {
  const index = llmsIndex(pages)
  const full = llmsFull(pages)
  for (const { name, title } of pages) {
    if (name !== 'index') assert.ok(index.includes(`- [${title}](${name}.md): `), name)
    assert.ok(full.includes(`# ${title}\n\nPage: ${name}.md\n`), name)
  }
})

test('links are relative on the site, and lead to Markdown in its Markdown', () => {
  const page = readPage(
    'docs/assistants/example.md',
    '# An example\n\nSee [webhooks](../webhooks.md#deliveries), [this](#here), [code](../../sdk/src/index.ts), [all](index.md),\n`[not](a-link.md)` and ![a picture](../pictures/connect.png).\n\n```md\n[code](stays.md)\n```\n',
  )
  const all = [...pages, page]
  const site = toSitePage(page, all)
  assert.match(site, /\[webhooks\]\(\.\.\/\.\.\/webhooks\/#deliveries\)/)
  assert.match(site, /\[this\]\(#here\)/)
  assert.match(site, /\[all\]\(\.\.\/\.\.\/assistants\/\)/)
  assert.match(site, /<img src="\.\.\/\.\.\/pictures\/connect\.png" alt="a picture"/)
  const twin = toMarkdownTwin(page, all)
  assert.match(twin, /\[webhooks\]\(\.\.\/webhooks\.md#deliveries\)/)
  for (const text of [site, twin]) {
    assert.match(
      text,
      /\[code\]\(https:\/\/github\.com\/letterlock\/letterlock\/blob\/main\/sdk\/src\/index\.ts\)/,
    )
    assert.match(text, /`\[not\]\(a-link\.md\)`/)
    assert.match(text, /\[code\]\(stays\.md\)/)
  }
})

test('on the site, a picture that has a dark one is shown in the colors of the theme: those of the start page have', () => {
  const site = (file: string, text: string): string => toSitePage(readPage(file, text), pages)
  const shown = site('docs/example.md', '# An example\n\nText, and ![the overview](pictures/overview.png).\n')
  assert.match(
    shown,
    /<img src="[./]*pictures\/overview\.png" alt="the overview" [^>]*class="dark:sl-hidden"/,
  )
  assert.match(
    shown,
    /<img src="[./]*pictures\/overview-dark\.png" alt="the overview" [^>]*class="light:sl-hidden"/,
  )
  const start = site('docs/index.md', read('docs/index.md'))
  const images = [...start.matchAll(/<img [^>]+>/g)].map(([image]) => image)
  assert.ok(images.length > 0)
  assert.deepEqual(
    images.filter((image) => !image.includes(':sl-hidden')),
    [],
  )
})

test('anchors are those of GitHub', () => {
  const markdown =
    '# `LETTERLOCK_URL`\n## What’s new, in 2.0?\n### Same\n### Same\n```md\n# No heading\n```\n'
  assert.deepEqual([...anchorsOf(markdown)], ['letterlock_url', 'whats-new-in-20', 'same', 'same-1'])
})

const blocks = files.flatMap((file) => codeBlocksOf(file, read(file)))
const inLanguage = (...languages: string[]): CodeBlock[] =>
  blocks.filter(({ language }) => languages.includes(language))
const LANGUAGES = new Set([
  'sh',
  'ts',
  'tsx',
  'js',
  'html',
  'json',
  'yaml',
  'ini',
  'sql',
  'csv',
  'txt',
  'http',
  'nginx',
  'caddyfile',
  'mermaid',
  '',
])

test('every block of code has a language that the checks know', () => {
  assert.ok(blocks.length > 60, `only ${blocks.length} blocks were found`)
  assert.deepEqual(
    blocks
      .filter(({ language }) => !LANGUAGES.has(language))
      .map(({ file, line, language }) => `${file}:${line} ${language}`),
    [],
  )
})

test('JSON and YAML in the pages can be parsed', () => {
  for (const { file, line, code } of inLanguage('json'))
    assert.doesNotThrow(() => JSON.parse(code) as unknown, `${file}:${line}`)
  for (const { file, line, code } of inLanguage('yaml'))
    for (const document of parseAllDocuments(code)) assert.deepEqual(document.errors, [], `${file}:${line}`)
})
