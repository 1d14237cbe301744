import { connectControl } from '@letterlock/sandbox/control'
import { Letterlock, LetterlockApiError } from '@letterlock/sdk'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config/config.ts'
import { startServer } from '../../src/start-server.ts'

/*
 * The server as a program that `letterlock-sandbox grade` grades: its own callback, one user, and the names of the lists by the SDK. Everything
 * but `/connect` and `/lists` is forwarded to the server, whose public URL is that of this program.
 */

const { PROVIDER = '', PORT = '', SANDBOX_URL = '', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env
const RETURN_URL = 'http://127.0.0.1:9/connected'
const END_USER = 'graded'

const folder = mkdtempSync(join(tmpdir(), 'letterlock-graded-'))
const config = readConfig({
  LETTERLOCK_PORT: '0',
  LETTERLOCK_DATA_DIR: folder,
  LETTERLOCK_PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  LETTERLOCK_SANDBOX_URL: SANDBOX_URL,
  LETTERLOCK_LOG_LEVEL: 'silent',
})

// The server's clock goes with the sandbox's, whose tokens expire by it.
const { clock } = connectControl(SANDBOX_URL)
let offsetMs = 0
const now = (): Date => new Date(Date.now() + offsetMs)
const server = await startServer(config, { now, print: () => undefined })
const secretKey = readFileSync(config.secretKeyFile, 'utf8').trim()
const client = new Letterlock({ url: server.localUrl, secretKey, maxRetries: 0 })
await client.oauthApps.create({ provider: PROVIDER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET })

let sessionId = ''
let connectionId = ''

/** Creates a connect session, opens its link as the browser would, and passes on where it leads. */
async function connect(response: ServerResponse): Promise<void> {
  const session = await client.connectSessions.create({
    endUserId: END_USER,
    returnUrl: RETURN_URL,
    providers: [PROVIDER],
    skipConnectPage: true,
  })
  sessionId = session.id
  const opened = await fetch(
    `${server.localUrl}${new URL(session.url ?? '').pathname}${new URL(session.url ?? '').search}`,
    { redirect: 'manual' },
  )
  response
    .writeHead(302, {
      location: opened.headers.get('location') ?? '',
      'set-cookie': opened.headers.getSetCookie(),
    })
    .end()
}

/** Lets the server take the callback, and confirms the session as the application does. */
async function callback({ url = '', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const cookie = headers.cookie ?? ''
  const answer = await fetch(`${server.localUrl}${url}`, { redirect: 'manual', headers: { cookie } })
  const location = answer.headers.get('location')
  const confirmationToken = location && new URL(location).searchParams.get('confirmationToken')
  if (!confirmationToken) return void response.writeHead(400).end(location ?? (await answer.text()))
  const connection = await client.connectSessions.confirm(sessionId, {
    confirmationToken,
    endUserId: END_USER,
  })
  connectionId = connection.id
  response.end('connected')
}

async function lists(response: ServerResponse): Promise<void> {
  const names: string[] = []
  for await (const { name } of client.account(connectionId).audiences.list()) names.push(name)
  response.end(JSON.stringify(names))
}

function forward(incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = incoming
  const onward = request(`${server.localUrl}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  incoming.pipe(onward)
}

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url ?? '/', 'http://program')
  offsetMs = (await clock.read()).offsetSeconds * 1000
  if (pathname === '/connect') await connect(response)
  else if (pathname === '/lists') await lists(response)
  else if (pathname.endsWith('/callback')) await callback(incoming, response)
  else forward(incoming, response)
}

const front = createServer((incoming, response) => {
  answer(incoming, response).catch(async (error: unknown) => {
    const isLost = error instanceof LetterlockApiError && error.code === 'connection_disconnected'
    // An application asks again when `Retry-After` has passed: here, by the clock.
    const waitSeconds = error instanceof LetterlockApiError ? error.retryAfterSeconds : null
    if (waitSeconds !== null) await clock.advance(waitSeconds)
    response.writeHead(isLost ? 401 : 502).end(String(error))
  })
}).listen(Number(PORT), '127.0.0.1')

process.once('SIGTERM', () => {
  front.close()
  front.closeAllConnections()
  void server.close().then(() => rmSync(folder, { recursive: true }))
})
