import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CliError } from '../cli-error.ts'

/** A redirect to this machine (RFC 8252 section 7.3). */
export interface LoopbackRedirect extends AsyncDisposable {
  readonly url: string
  /** The URL that the browser was redirected to. @throws CliError when it does not come in time */
  received(until: Date): Promise<URL>
  /** Shows a sentence in the waiting browser. */
  respond(text: string): Promise<void>
}

export async function listenForRedirect(): Promise<LoopbackRedirect> {
  const arrived = Promise.withResolvers<{ url: URL; response: ServerResponse }>()
  const server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/connected') arrived.resolve({ url, response })
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
    async respond(text) {
      const { response } = await arrived.promise
      const page = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Letterlock</title><style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui;display:grid;place-items:center;min-height:90vh}</style><p>${escape(text)}</p>`
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        connection: 'close',
      }
      await new Promise<void>((resolve) => response.writeHead(200, headers).end(page, resolve))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function escape(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}
