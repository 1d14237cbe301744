import type { FastifyInstance } from 'fastify'
import { readdirSync, readFileSync } from 'node:fs'

/** Also in the package: tsdown.config.ts copies the folder. */
const urlOf = (name: string): URL => new URL(`./browser/${name}`, import.meta.url)
const read = (name: string): string => readFileSync(urlOf(name), 'utf8')

/** Changes the other parts of the style for narrow and wide windows. */
const LAST_STYLE = 'widths.css'

const namesOf = (extension: string): string[] =>
  readdirSync(urlOf(''))
    .filter((file) => file.endsWith(extension))
    .toSorted()

/** The style of the page, which is in the page: one file for each of its parts, in any order. */
export const readStyle = (): string =>
  [...namesOf('.css').filter((name) => name !== LAST_STYLE), LAST_STYLE].map(read).join('\n')

/** Serves the page's modules by their import names. The page loads those that end in `.entry.js`. */
export function registerBrowserFiles(server: FastifyInstance): void {
  for (const name of namesOf('.js'))
    server.get(`/browser/${name}`, (_request, reply) =>
      reply.type('text/javascript').header('cache-control', 'no-cache').send(read(name)),
    )
}
