import { SIDEBAR } from '../../docs/site/sidebar.ts'
import type { Page } from './read-pages.ts'
import { SITE_NAME, TAGLINE } from './repository.ts'

/** `llms.txt` (https://llmstxt.org): the pages, each with a line about it. */
export function llmsIndex(pages: readonly Page[]): string {
  const byName = new Map(pages.map((page) => [page.name, page]))
  const placed = new Set(SIDEBAR.flatMap((group) => group.pages))
  const sections = SIDEBAR.map(({ label, pages: names }) =>
    section(
      label,
      names.flatMap((name) => byName.get(name) ?? []),
    ),
  )
  const rest = pages.filter(({ name }) => !placed.has(name) && name !== 'index')
  return [
    `# ${SITE_NAME}`,
    `> ${TAGLINE}`,
    'Every page is also here as Markdown: its address ends in `.md`. [All pages in one file](llms-full.txt). The API is described in [openapi.json](openapi.json).',
    ...sections,
    section('Optional', rest),
  ].join('\n\n')
}

/** All pages, one after the other, in the order of the site. */
export function llmsFull(pages: readonly Page[]): string {
  const order = SIDEBAR.flatMap((group) => group.pages)
  const place = ({ name }: Page): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return pages
    .toSorted((a, b) => place(a) - place(b))
    .map(({ name, title, body }) => `# ${title}\n\nPage: ${name}.md\n\n${body.trim()}\n`)
    .join('\n')
}

function section(label: string, pages: readonly Page[]): string {
  const lines = pages.map(({ name, title, description }) => `- [${title}](${name}.md): ${description}`)
  return `## ${label}\n\n${lines.join('\n')}\n`
}
