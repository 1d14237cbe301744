import { html } from '@letterlock/server/html.ts'
import { PRIVATE_PAGE, renderDocument } from '@letterlock/server/document.ts'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CliError } from '../cli-error.ts'

/** The page that is shown after the redirect. */
export interface RedirectEnd {
  readonly heading: string
  readonly text: string
}

/** A redirect to this machine (RFC 8252 section 7.3). */
export interface LoopbackRedirect extends AsyncDisposable {
  readonly url: string
  /** The URL that the browser was redirected to. @throws CliError if the browser does not return in time */
  received(until: Date): Promise<URL>
  /** Shows the result in the browser, at a URL without the confirmation token. */
  respond(end: RedirectEnd): Promise<void>
}

/** Timeout for showing the page: a browser that does not follow the redirect must not block the command. */
const PAGE_MS = 3000

export async function listenForRedirect(): Promise<LoopbackRedirect> {
  const arrived = Promise.withResolvers<{ url: URL; response: ServerResponse }>()
  const page = Promise.withResolvers<ServerResponse | undefined>()
  const server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/connected') arrived.resolve({ url, response })
    else if (url.pathname === '/end') page.resolve(response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/connected`,
    async received(until) {
      const late = new CliError('The link expired.', 'Run the command again for a new one.')
      const timer = setTimeout(() => arrived.reject(late), until.getTime() - Date.now())
      try {
        return (await arrived.promise).url
      } finally {
        clearTimeout(timer)
      }
    },
    async respond({ heading, text }) {
      const { response: waiting } = await arrived.promise
      waiting.writeHead(303, { ...PRIVATE_PAGE, location: '/end' }).end()
      const timer = setTimeout(() => page.resolve(undefined), PAGE_MS)
      const response = await page.promise
      clearTimeout(timer)
      const { markup, headers } = renderDocument(
        { title: heading },
        html`<h1>${heading}</h1>
          <p>${text}</p>`,
      )
      const all = { ...headers, 'content-type': 'text/html; charset=utf-8', connection: 'close' }
      await new Promise<void>((resolve) => {
        if (response) response.writeHead(200, all).end(markup, resolve)
        else resolve()
      })
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
