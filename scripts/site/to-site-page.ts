import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { basename, relative } from 'node:path/posix'
import { outsideCode } from './code-blocks.ts'
import { replaceLinks } from './links.ts'
import { routeOf, type Page } from './read-pages.ts'
import { REPOSITORY } from './repository.ts'

const PICTURES = join(import.meta.dirname, '../../docs/pictures')
/** Files that the site serves as they are. */
const SERVED = /^docs\/(?!site\/).+\.(?:png|json)$/

/** The page as the site builds it: with front matter, and with links to where things are on the site. */
export function toSitePage(page: Page, pages: readonly Page[]): string {
  const frontMatter = {
    title: page.title,
    description: page.description.slice(0, 300),
    editUrl: `${REPOSITORY}/edit/main/${page.file}`,
    head: [
      {
        tag: 'link',
        attrs: { rel: 'alternate', type: 'text/markdown', href: between(page.name, `${page.name}.md`) },
      },
    ],
  }
  // JSON is YAML too.
  return `---\n${JSON.stringify(frontMatter)}\n---\n\n${withPictures(withSiteLinks(page, pages))}`
}

/** The page as Markdown: links lead to the Markdown of other pages. */
export function toMarkdownTwin(page: Page, pages: readonly Page[]): string {
  const body = replaceLinks(page.file, page.body, ({ path, anchor }) => {
    const target = pages.find(({ file }) => file === path)
    const folder = page.name.split('/').slice(0, -1).join('/')
    if (target) return withAnchor(relative(folder, `${target.name}.md`), anchor)
    return SERVED.test(path) ? relative(folder, path.slice('docs/'.length)) : inRepository(path)
  })
  return `# ${page.title}\n\n${body}`
}

function withSiteLinks(page: Page, pages: readonly Page[]): string {
  return replaceLinks(page.file, page.body, ({ path, anchor }) => {
    const target = pages.find(({ file }) => file === path)
    if (target) return withAnchor(between(page.name, routeOf(target.name)), anchor)
    return SERVED.test(path) ? between(page.name, path.slice('docs/'.length)) : inRepository(path)
  })
}

/** Pictures as HTML: those of Markdown would be looked for beside the page's source. */
function withPictures(markdown: string): string {
  return outsideCode(markdown, (text) =>
    text.replaceAll(/!\[([^\]]*)\]\(([^)]+)\)/g, (_, alt: string, source: string) => picture(source, alt)),
  ).join('')
}

/** A picture, and where there is a dark one beside it, the one of the theme: Starlight's classes hide the other. */
function picture(source: string, alt: string): string {
  const image = (src: string, attributes = ''): string =>
    `<img src="${src}" alt="${alt}" loading="lazy"${attributes} />`
  const dark = source.replace(/\.png$/, '-dark.png')
  if (dark === source || !existsSync(join(PICTURES, basename(dark)))) return image(source)
  return image(source, ' class="dark:sl-hidden"') + image(dark, ' class="light:sl-hidden"')
}

/** A relative link from a page to a path on the site, so that the site works below any path. */
function between(name: string, target: string): string {
  const depth = routeOf(name).split('/').length - 1
  return `${'../'.repeat(depth)}${target}` || './'
}

function withAnchor(target: string, anchor: string): string {
  return anchor === '' ? target : `${target}#${anchor}`
}

function inRepository(path: string): string {
  return `${REPOSITORY}/${/\.\w+$/.test(path) ? 'blob' : 'tree'}/main/${path.replace(/\/$/, '')}`
}
