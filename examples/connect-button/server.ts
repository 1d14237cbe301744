import { Letterlock, LetterlockApiError } from '@letterlock/sdk'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/*
 * An application whose customers connect their email marketing accounts: a page with the connect button, and the few lines of
 * backend that it needs. `npx node examples/connect-button/server.ts` runs it beside `npm start`.
 */

export interface ExampleOptions {
  readonly serverUrl: string
  readonly secretKey: string
}

/** The user signed in to the application. A real application reads its own session here. */
const CUSTOMER = 'customer-1'

export function createExample({ serverUrl, secretKey }: ExampleOptions): Server {
  const letterlock = new Letterlock({ url: serverUrl, secretKey })

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://example')
    const send = (type: string, body: string, status = 200): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    }
    if (pathname === '/') {
      const returnUrl = `http://${request.headers.host}/connected`
      const { id, url = '' } = await letterlock.connectSessions.create({ endUserId: CUSTOMER, returnUrl })
      return send('text/html; charset=utf-8', page.replace('SESSION_URL', url).replace('SESSION_ID', id))
    }
    if (pathname === '/connected') return send('text/html; charset=utf-8', returnPage)
    if (pathname === '/confirm' && request.method === 'POST') {
      const { connectSessionId, confirmationToken } = JSON.parse(await text(request)) as {
        connectSessionId: string
        confirmationToken: string
      }
      // The end user is the one signed in here, now; never what the browser sends.
      const connection = await letterlock.connectSessions.confirm(connectSessionId, {
        confirmationToken,
        endUserId: CUSTOMER,
      })
      return send('application/json', JSON.stringify({ account: connection.account.name }))
    }
    const script = /^\/letterlock\/([a-z-]+\.ts)$/.exec(pathname)?.[1]
    if (script !== undefined) return send('text/javascript', stripTypeScriptTypes(read(script)))
    return send('text/plain', 'Not found', 404)
  }

  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message =
        error instanceof LetterlockApiError ? `${error.message} ${error.nextStep}` : 'Something went wrong.'
      response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
    })
  })
}

/** A bundler would do this for a real application. */
function read(script: string): string {
  return readFileSync(join(import.meta.dirname, '../../sdk/src/browser', script), 'utf8')
}

const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Bakery Reports</title>
  <body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 10vh auto; padding: 0 1rem">
    <h1>Bakery Reports</h1>
    <p>Connect the account that your newsletters are sent from.</p>
    <letterlock-connect session-url="SESSION_URL" session-id="SESSION_ID">Connect my newsletter</letterlock-connect>
    <p id="status" role="status"></p>
    <script type="module">
      import '/letterlock/element.ts'
      const status = document.querySelector('#status')
      const button = document.querySelector('letterlock-connect')
      button.addEventListener('authorized', async ({ detail }) => {
        const answer = await fetch('/confirm', { method: 'POST', body: JSON.stringify(detail) })
        const { account, message } = await answer.json()
        status.textContent = answer.ok ? 'Connected: ' + account : message
      })
      button.addEventListener('denied', () => (status.textContent = 'Access denied. Nothing was connected.'))
      button.addEventListener('failed', ({ detail }) => (status.textContent = 'Not connected: ' + detail.error))
    </script>
  </body>
</html>
`

const returnPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Bakery Reports</title>
  <body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 10vh auto; padding: 0 1rem">
    <h1>Bakery Reports</h1>
    <p id="status" role="status">You can close this window.</p>
    <script type="module">
      import { handleConnectReturn } from '/letterlock/return-page.ts'
      const result = await handleConnectReturn()
      const status = document.querySelector('#status')
      if (result?.confirmationToken) {
        const answer = await fetch('/confirm', { method: 'POST', body: JSON.stringify(result) })
        const { account, message } = await answer.json()
        status.textContent = answer.ok ? 'Connected: ' + account : message
      } else if (result) status.textContent = 'Not connected: ' + result.error
    </script>
  </body>
</html>
`

if (import.meta.main) {
  const {
    LETTERLOCK_URL: serverUrl = 'http://127.0.0.1:4400',
    LETTERLOCK_SECRET_KEY: secretKey = readKey(),
  } = process.env
  createExample({ serverUrl, secretKey }).listen(4410, '127.0.0.1', () =>
    console.log('Bakery Reports is at http://127.0.0.1:4410'),
  )
}

function readKey(): string {
  try {
    return readFileSync('letterlock-data/secret.key', 'utf8').trim()
  } catch {
    console.error('No secret key found. Run “npm start” in this folder first, or set LETTERLOCK_SECRET_KEY.')
    process.exit(1)
  }
}
