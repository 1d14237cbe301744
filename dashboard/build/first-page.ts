import type { Plugin } from 'vite'

interface FirstPage {
  /** Follows the imports of the sources. */
  readonly plugin: Plugin
  /** What the page's script imports: it loads before the words. */
  readonly isBeforeWords: (id: string) => boolean
  /** Loads before a person chooses a page. Known when modules are divided into files. */
  readonly isFirst: (id: string) => boolean
}

const isOwn = (id: string): boolean => id.includes('/dashboard/src/')

/**
 * The modules that a browser loads before a person chooses a page: what these entries import. As one file they take 9 kB less than as twenty, and
 * what other pages share does not come along.
 */
export function firstPage(main: string, entries: readonly string[]): FirstPage {
  const beforeWords = new Set<string>()
  const first = new Set<string>()
  const plugin: Plugin = {
    name: 'first-page',
    apply: 'build',
    buildEnd(error) {
      if (error) return
      const follow = (ending: string, found: Set<string>): void => {
        const entry = [...this.getModuleIds()].find((id) => id.endsWith(ending))
        if (entry === undefined) throw new Error(`No page imports ${ending}.`)
        const waiting = [entry]
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          if (found.has(id)) continue
          found.add(id)
          // A library exports more than is used. What is used of it comes along.
          waiting.push(...(this.getModuleInfo(id)?.importedIds ?? []).filter(isOwn))
        }
      }
      follow(main, beforeWords)
      // It waits for the words. What others import from its file would wait for them, too.
      for (const id of beforeWords) if (id.endsWith(main)) beforeWords.delete(id)
      for (const entry of entries) follow(entry, first)
    },
    // The files load while the words do.
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const file = Object.values(bundle).find(
          (output) => output.type === 'chunk' && output.moduleIds.some((id) => id.endsWith(entries[0] ?? '')),
        )
        if (file?.type !== 'chunk') throw new Error('The build has no file of the first page.')
        return [file.fileName, ...file.imports]
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
            injectTo: 'head' as const,
          }))
      },
    },
  }
  return { plugin, isBeforeWords: (id) => beforeWords.has(id), isFirst: (id) => first.has(id) }
}
