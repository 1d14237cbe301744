import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The build copies it into the package: see `copy` in scripts/packages/build-options.ts. */
const PAGES = join(import.meta.dirname, 'pages')
const read = (name: string): string => readFileSync(join(PAGES, name), 'utf8')

/**
 * The HTML document of a view, with its style and scripts inline.
 * @param script the view's program in `pages/`, which calls `startView` of `bridge.js`
 */
export function appPage(title: string, script: string): string {
  const programs = ['bridge.js', script].map((name) => `<script>\n${read(name)}</script>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${read('page.css')}</style></head><body><main><p class="soft">…</p></main>${programs.join('')}</body></html>`
}
