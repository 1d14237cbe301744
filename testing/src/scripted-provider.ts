import { connect, type ConnectTarget } from './connect.ts'
import { Letterlock, type Connection } from '@letterlock/sdk'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type LetterlockServer } from '../../server/src/start-server.ts'
import { readConfig } from '../../server/src/config/config.ts'

/** A response: an object is sent as JSON, text unchanged. `cut` closes the connection after the operation took effect. */
export interface Scripted {
  readonly status?: number
  readonly body: unknown
  readonly cut?: boolean
}

/** A received call; `form` contains its body, or its query. */
export interface Received {
  readonly path: string
  readonly form: URLSearchParams
  readonly authorization: string
}

export type Script = (call: Received) => Scripted | Promise<Scripted>

/** A server whose only provider comes from a definition file, with responses and a clock that the test controls. */
export interface ScriptedWorld extends AsyncDisposable {
  readonly letterlock: LetterlockServer
  readonly client: Letterlock
  readonly requests: Received[]
  readonly log: string[]
  /** Responses by path; other paths get 404. */
  readonly script: Record<string, Script>
  readonly now: () => number
  advance(seconds: number): void
  /** Connects an account; `more` are parameters of the redirect. */
  connect(more?: Record<string, string>): Promise<Connection>
}

export const TOKEN = '/token'
export const ACCOUNT = '/account'
export const REVOKE = '/revoke'

/** A provider definition; its hosts are this server's. */
export function definition(more: Record<string, unknown> = {}): Record<string, unknown> {
  const { token, authorization, account, ...rest } = more as Record<string, object>
  return {
    definitionVersion: 1,
    id: 'scripted',
    name: 'Scripted',
    docsUrl: 'https://provider.example/docs',
    hosts: ['provider.example'],
    authorization: { url: 'https://provider.example/authorize', ...authorization },
    token: { url: `https://provider.example${TOKEN}`, refresh: 'rotating', ...token },
    account: {
      apiLocation: { type: 'fixed', apiBaseUrl: 'https://provider.example' },
      path: ACCOUNT,
      id: 'id',
      ...account,
    },
    api: { examplePath: ACCOUNT, checkPath: ACCOUNT, permissionRules: [['GET', ACCOUNT, 'none']] },
    revocation: { type: 'none', authorizedAppsUrl: 'https://provider.example/apps' },
    developerPortal: { url: 'https://provider.example/apps' },
    ...rest,
  }
}

/** Responds to each path as scripted, and records the requests. */
function answerBy(script: Record<string, Script>, requests: Received[]): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const url = new URL(request.url ?? '/', 'http://provider.example')
      const path = url.pathname.replace(/^\/[^/]+/, '')
      const text = Buffer.concat(chunks).toString()
      const form = new URLSearchParams(text === '' ? url.search : text)
      const call = { path, form, authorization: request.headers.authorization ?? '' }
      requests.push(call)
      const { status = 200, body, cut = false } = (await script[path]?.(call)) ?? { status: 404, body: {} }
      if (cut) return void request.socket.destroy()
      const json = typeof body !== 'string'
      response.writeHead(status, { 'content-type': json ? 'application/json' : 'text/plain' })
      response.end(json ? JSON.stringify(body) : body)
    })
  }
}

export async function startScripted(
  script: Record<string, Script>,
  more: Record<string, unknown> = {},
  environment: Record<string, string> = {},
): Promise<ScriptedWorld> {
  const requests: Received[] = []
  const server = createServer(answerBy(script, requests))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-scripted-'))
  mkdirSync(join(folder, 'providers'))
  writeFileSync(join(folder, 'providers', 'scripted.json'), JSON.stringify(definition(more)))
  const config = readConfig({
    LETTERLOCK_PORT: '0',
    LETTERLOCK_DATA_DIR: join(folder, 'data'),
    LETTERLOCK_SANDBOX_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    LETTERLOCK_PROVIDERS_DIR: join(folder, 'providers'),
    LETTERLOCK_LOG_LEVEL: 'debug',
    ...environment,
  })
  let ahead = 0
  const now = (): number => Date.now() + ahead
  const log: string[] = []
  const end = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  }
  const letterlock = await startServer(config, {
    now: () => new Date(now()),
    logTo: { write: (line) => void log.push(line) },
  }).catch(async (error) => {
    await end()
    throw error
  })
  const client = new Letterlock({
    url: letterlock.localUrl,
    secretKey: readFileSync(config.secretKeyFile, 'utf8').trim(),
    maxRetries: 0,
  })
  await client.oauthApps.create({ provider: 'scripted', clientId: 'letters', clientSecret: 'a-secret' })
  return {
    letterlock,
    client,
    requests,
    log,
    script,
    now,
    advance: (seconds) => void (ahead += seconds * 1000),
    connect: (parameters = {}) => connectScripted({ client, server: letterlock }, parameters),
    async [Symbol.asyncDispose]() {
      await letterlock.close()
      await end()
    },
  }
}

function connectScripted(target: ConnectTarget, parameters: Record<string, string>): Promise<Connection> {
  return connect(target, {
    provider: 'scripted',
    choices: { audiences: 'read' },
    authorizeAt: async (url) => callbackFor(url, parameters),
  })
}

/** The callback URL with these parameters beside code and state. */
export function callbackFor(authorizationUrl: URL, parameters: Record<string, string> = {}): URL {
  const { searchParams } = authorizationUrl
  const callback = new URL(searchParams.get('redirect_uri') ?? '')
  const answer = { code: 'a-code', state: searchParams.get('state') ?? '', ...parameters }
  for (const [name, value] of Object.entries(answer)) callback.searchParams.set(name, value)
  return callback
}

/** An account response for this access token, or for any. */
export const account =
  (id: unknown = 'account-1', works: (token: string) => boolean = () => true): Script =>
  ({ authorization }) =>
    works(authorization.replace(/^Bearer /, '')) ? { body: { id } } : { status: 401, body: {} }
