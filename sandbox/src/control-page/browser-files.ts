import type { FastifyInstance } from 'fastify'
import { readFileSync } from 'node:fs'

/** Also in the package: tsdown.config.ts copies the folder. */
const read = (name: string): string => readFileSync(new URL(`./browser/${name}`, import.meta.url), 'utf8')

/** The style of the page, which is in the page. */
export const readStyle = (): string => read('control.css')

/** The page's programs, by the names under which they import each other. */
const PROGRAMS = ['journal', 'exchange', 'body', 'curl', 'elements', 'header', 'import-state'] as const

export function registerBrowserFiles(server: FastifyInstance): void {
  for (const name of PROGRAMS)
    server.get(`/browser/${name}.js`, (_request, reply) =>
      reply
        .type('text/javascript')
        .header('cache-control', 'no-cache')
        .send(read(`${name}.js`)),
    )
}
