import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { PROVIDER_CALLS } from './provider-calls.ts'

/* A small client that gets everything right. It has one user and keeps tokens in memory. */

const { PROVIDER = '', PORT = '', SANDBOX_URL = '', AUTHORIZE_URL = '', TOKEN_URL = '' } = process.env
const {
  CLIENT_ID = '',
  CLIENT_SECRET = '',
  REDIRECT_URI = '',
  METADATA_URL,
  API_URL = '',
  SCOPES,
} = process.env
const { listsPath, readPage } = PROVIDER_CALLS[PROVIDER] ?? { listsPath: '', readPage: () => ({ names: [] }) }

interface Connection {
  accessToken: string
  refreshToken: string | undefined
  apiUrl: string
}

/** The account has to be connected again. */
class Reconnect extends Error {}

let state: string | undefined
let connection: Connection | undefined
let refreshing: Promise<void> | undefined

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** GET is safe to repeat; so is a refresh whose answer did not arrive. */
async function request(url: string, init: RequestInit = {}, attempt = 1): Promise<Response> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (attempt >= 3) throw error
    return undefined
  })
  if (response && response.status !== 429 && response.status !== 503) return response
  if (response && attempt >= (response.status === 503 ? 3 : 6)) return response
  await sleep(Number(response?.headers.get('retry-after') ?? 0) * 1000 + 100 * 2 ** attempt)
  return request(url, init, attempt + 1)
}

async function requestToken(form: Record<string, string>): Promise<Omit<Connection, 'apiUrl'>> {
  const body = new URLSearchParams({ ...form, client_id: CLIENT_ID, client_secret: CLIENT_SECRET })
  const response = await request(TOKEN_URL, { method: 'POST', body })
  const { access_token, refresh_token, error } = object(await response.json().catch(() => ({})))
  if (error === 'invalid_grant') throw new Reconnect('invalid_grant')
  if (!response.ok || typeof access_token !== 'string') throw new Error(`token response ${response.status}`)
  return {
    accessToken: access_token,
    refreshToken: typeof refresh_token === 'string' ? refresh_token : undefined,
  }
}

async function readApiUrl(accessToken: string): Promise<string> {
  if (!METADATA_URL) return API_URL
  const response = await request(METADATA_URL, { headers: { authorization: `OAuth ${accessToken}` } })
  const { api_endpoint, error } = object(await response.json())
  if (typeof api_endpoint !== 'string' || error !== undefined) throw new Error('no metadata')
  return `${api_endpoint.replace('https:/', SANDBOX_URL)}/3.0`
}

async function finish(query: URLSearchParams): Promise<void> {
  const code = query.get('code')
  if (state === undefined || query.get('state') !== state || code === null) throw new Error('not our request')
  state = undefined
  const tokens = await requestToken({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI })
  connection = { ...tokens, apiUrl: await readApiUrl(tokens.accessToken) }
}

async function refresh(): Promise<void> {
  if (!connection?.refreshToken) throw new Reconnect('no refresh token')
  const { refreshToken, apiUrl } = connection
  const tokens = await requestToken({ grant_type: 'refresh_token', refresh_token: refreshToken }).catch(
    (error: unknown) => {
      if (error instanceof Reconnect) connection = undefined
      throw error
    },
  )
  connection = { apiUrl, accessToken: tokens.accessToken, refreshToken: tokens.refreshToken ?? refreshToken }
}

async function call(path: string, mayRefresh = true): Promise<unknown> {
  if (!connection) throw new Reconnect('not connected')
  const { accessToken, apiUrl } = connection
  const response = await request(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${accessToken}` } })
  if (response.status === 401 && mayRefresh) {
    // Another call may have refreshed it already.
    if (connection.accessToken === accessToken)
      await (refreshing ??= refresh().finally(() => (refreshing = undefined)))
    return call(path, false)
  }
  if (response.status === 401) throw new Reconnect('revoked')
  if (!response.ok) throw new Error(`API answered ${response.status}`)
  return response.json()
}

async function readLists(): Promise<string[]> {
  const names: string[] = []
  let path: string | undefined = listsPath
  for (let page = 0; path !== undefined; page++) {
    const read: { names: string[]; next?: string } = readPage(await call(path), page)
    names.push(...read.names)
    path = read.next
  }
  return names
}

createServer((incoming, response) => {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://client')
  const answer = async (): Promise<void> => {
    if (pathname === '/connect') {
      state = randomBytes(16).toString('hex')
      const query = new URLSearchParams({ response_type: 'code', client_id: CLIENT_ID, state })
      query.set('redirect_uri', REDIRECT_URI)
      if (SCOPES) query.set('scope', SCOPES)
      response.writeHead(302, { location: `${AUTHORIZE_URL}?${query.toString()}` }).end()
    } else if (pathname === '/callback') {
      await finish(searchParams)
      response.end('connected')
    } else response.end(JSON.stringify(await readLists()))
  }
  answer().catch((error: unknown) => {
    response.writeHead(error instanceof Reconnect ? 401 : 502).end(String(error))
  })
}).listen(Number(PORT), '127.0.0.1')
