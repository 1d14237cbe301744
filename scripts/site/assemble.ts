/*
 * Writes what the site is built from: the pages of `docs/` as Starlight reads them, the same pages as Markdown, llms.txt, and the API's
 * description. Part of `npm run docs:build`.
 */
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeApi } from '../sdk-types.ts'
import { apiForSite } from './api-for-site.ts'
import { llmsFull, llmsIndex } from './llms.ts'
import { readPages } from './read-pages.ts'
import { toMarkdownTwin, toSitePage } from './to-site-page.ts'

const ROOT = join(import.meta.dirname, '../..')
const SITE = join(ROOT, 'docs/site')
const CONTENT = join(SITE, 'src/content/docs')
const PUBLIC = join(SITE, 'public')

function write(folder: string, name: string, text: string): void {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

for (const folder of [CONTENT, PUBLIC]) rmSync(folder, { recursive: true, force: true })
const pages = readPages(ROOT)
for (const page of pages) {
  write(CONTENT, `${page.name}.md`, toSitePage(page, pages))
  write(PUBLIC, `${page.name}.md`, toMarkdownTwin(page, pages))
}
write(PUBLIC, 'llms.txt', llmsIndex(pages))
write(PUBLIC, 'llms-full.txt', llmsFull(pages))
// Not the server that was started for this.
const description = { ...(await describeApi()), servers: [{ url: 'https://connect.example.com' }] }
write(PUBLIC, 'openapi.json', JSON.stringify(description, null, 2))
write(SITE, '.generated/openapi.json', JSON.stringify(apiForSite(description)))
for (const file of globSync('docs/{pictures,examples}/*', { cwd: ROOT }))
  cpSync(join(ROOT, file), join(PUBLIC, file.slice('docs/'.length)))
cpSync(join(SITE, 'static'), PUBLIC, { recursive: true })
process.stdout.write(`${pages.length} pages\n`)
