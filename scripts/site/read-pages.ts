import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A page of the site: a Markdown file of the repository, which GitHub shows too. */
export interface Page {
  /** Path in the repository, such as `docs/webhooks.md`. */
  readonly file: string
  /** Path on the site without `.md`, such as `webhooks` or `assistants/index`. */
  readonly name: string
  readonly title: string
  /** The first paragraph, as one line of plain text. */
  readonly description: string
  /** Markdown below the title. */
  readonly body: string
}

/** Pages that are not in `docs/`, with their names on the site. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'CHANGELOG.md': 'changelog',
  'CONTRIBUTING.md': 'contributing',
}

export function readPages(root: string): Page[] {
  const files = globSync('docs/**/*.md', { cwd: root, exclude: ['docs/site/**'] }).map((file) =>
    file.replaceAll('\\', '/'),
  )
  return [...files.toSorted(), ...Object.keys(OUTSIDE)].map((file) =>
    readPage(file, readFileSync(join(root, file), 'utf8')),
  )
}

export function readPage(file: string, text: string): Page {
  const match = /^# (.+)\n([\s\S]*)$/.exec(text)
  if (!match) throw new Error(`${file} does not begin with a title.`)
  const [, title = '', body = ''] = match
  const name = OUTSIDE[file] ?? file.replace(/^docs\//, '').replace(/\.md$/, '')
  return { file, name, title: plain(title), description: describe(body), body: body.trimStart() }
}

/** Where a page is on the site: `webhooks/`, or the empty string for the start page. */
export function routeOf(name: string): string {
  const path = name.replace(/(^|\/)index$/, '')
  return path === '' ? '' : `${path}/`
}

function describe(body: string): string {
  const paragraphs = body.split(/\n{2,}/).map((text) => text.trim())
  const first = paragraphs.find((text) => /^[A-Za-z`*[]/.test(text)) ?? ''
  return plain(first.replaceAll('\n', ' '))
}

function plain(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '')
}
