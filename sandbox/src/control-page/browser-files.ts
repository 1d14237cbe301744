import type { FastifyInstance } from 'fastify'
import { readdirSync, readFileSync } from 'node:fs'

/** Also in the package: tsdown.config.ts copies the folder. */
const urlOf = (name: string): URL => new URL(`./browser/${name}`, import.meta.url)
const read = (name: string): string => readFileSync(urlOf(name), 'utf8')

/** The parts of the page. The last one changes others for narrow and wide windows. */
const STYLES = ['colors', 'frame', 'controls', 'requests', 'exchange', 'aside', 'faults', 'tabs', 'widths']

/** The style of the page, which is in the page. */
export const readStyle = (): string => STYLES.map((name) => read(`${name}.css`)).join('\n')

/** Serves the page's programs, by the names under which they import each other. */
export function registerBrowserFiles(server: FastifyInstance): void {
  for (const name of readdirSync(urlOf('')).filter((file) => file.endsWith('.js')))
    server.get(`/browser/${name}`, (_request, reply) =>
      reply.type('text/javascript').header('cache-control', 'no-cache').send(read(name)),
    )
}
