import { createLetterlock, LetterlockError } from '@letterlock/sdk'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/*
 * An application whose customers connect their e-mail marketing accounts: a page with our button, and the few lines of a
 * backend that belong to it. `npx node examples/connect-button/server.ts` runs it beside `npm start`.
 */

export interface ExampleOptions {
  readonly serverUrl: string
  readonly secretKey: string
}

/** Whoever is signed in to the application. A real one reads its own session here. */
const CUSTOMER = 'customer-1'

export function createExample({ serverUrl, secretKey }: ExampleOptions): Server {
  const letterlock = createLetterlock({ url: serverUrl, secretKey })

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://example')
    const send = (type: string, body: string, status = 200): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    }
    if (pathname === '/') {
      const returnUrl = `http://${request.headers.host}/connected`
      const { id, url = '' } = await letterlock.createConnectSession({ owner: CUSTOMER, returnUrl })
      return send('text/html; charset=utf-8', page.replace('SESSION_URL', url).replace('SESSION_ID', id))
    }
    if (pathname === '/connected') return send('text/html; charset=utf-8', returnPage)
    if (pathname === '/confirm' && request.method === 'POST') {
      const { session, confirmationToken } = JSON.parse(await text(request)) as {
        session: string
        confirmationToken: string
      }
      // The owner is who is signed in here, now; never what the browser says.
      const made = await letterlock.confirmConnection(session, { confirmationToken, owner: CUSTOMER })
      return send('application/json', JSON.stringify({ account: made.account.name }))
    }
    const script = /^\/letterlock\/([a-z-]+\.ts)$/.exec(pathname)?.[1]
    if (script !== undefined) return send('text/javascript', stripTypeScriptTypes(read(script)))
    return send('text/plain', 'There is nothing here.', 404)
  }

  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message =
        error instanceof LetterlockError ? `${error.message} ${error.next}` : 'Something went wrong.'
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
    <letterlock-connect session="SESSION_URL" session-id="SESSION_ID">Connect my newsletter</letterlock-connect>
    <p id="outcome" role="status"></p>
    <script type="module">
      import { defineLetterlockConnect } from '/letterlock/element.ts'
      defineLetterlockConnect()
      const outcome = document.querySelector('#outcome')
      const button = document.querySelector('letterlock-connect')
      button.addEventListener('connected', async ({ detail }) => {
        const answer = await fetch('/confirm', { method: 'POST', body: JSON.stringify(detail) })
        const { account, message } = await answer.json()
        outcome.textContent = answer.ok ? 'Connected: ' + account : message
      })
      button.addEventListener('denied', () => (outcome.textContent = 'You said no. Nothing was connected.'))
      button.addEventListener('failed', ({ detail }) => (outcome.textContent = 'It did not work: ' + detail.error))
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
    <p id="outcome" role="status">You can close this window.</p>
    <script type="module">
      import { finishConnect } from '/letterlock/return-page.ts'
      const outcome = await finishConnect()
      const said = document.querySelector('#outcome')
      if (outcome?.ticket) {
        const answer = await fetch('/confirm', { method: 'POST', body: JSON.stringify(outcome) })
        const { account, message } = await answer.json()
        said.textContent = answer.ok ? 'Connected: ' + account : message
      } else if (outcome) said.textContent = 'Not connected: ' + outcome.error
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
    console.error('There is no key yet: run “npm start” first, in this folder, or set LETTERLOCK_SECRET_KEY.')
    process.exit(1)
  }
}
