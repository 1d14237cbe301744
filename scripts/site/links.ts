import { dirname, normalize } from 'node:path/posix'
import { outsideCode } from './code-blocks.ts'

/** Links and pictures of Markdown, and of HTML in it. */
const LINK = /(\]\(|(?:src|href)=")([^)"\s]+)(?=[)"])/g
const ABSOLUTE = /^(?:[a-z]+:|\/\/)/

export interface Link {
  readonly target: string
  /** Path in the repository of what is linked; null for another site. */
  readonly path: string | null
  /** Without `#`; empty if there is none. */
  readonly anchor: string
}

/** The links of a Markdown file, outside its code. */
export function linksOf(file: string, markdown: string): Link[] {
  return outsideCode(markdown).flatMap((text) =>
    [...text.matchAll(LINK)].map(([, , target = '']) => resolveLink(file, target)),
  )
}

/** Replaces each link to a file of the repository with what `replace` returns for it. */
export function replaceLinks(
  file: string,
  markdown: string,
  replace: (link: Link & { readonly path: string }) => string,
): string {
  return outsideCode(markdown, (text) =>
    text.replaceAll(LINK, (whole, before: string, target: string) => {
      const link = resolveLink(file, target)
      const { path } = link
      return path === null || target.startsWith('#') ? whole : before + replace({ ...link, path })
    }),
  ).join('')
}

function resolveLink(file: string, target: string): Link {
  if (ABSOLUTE.test(target)) return { target, path: null, anchor: '' }
  const [path = '', anchor = ''] = target.split('#')
  return { target, path: path === '' ? file : normalize(`${dirname(file)}/${path}`), anchor }
}
