import { createServer } from 'node:http'

/* A client as it is written in a hurry: it works in a demonstration, and fails most of the checks. It knows MailUp and Mailchimp. */

const { PROVIDER, PORT, SANDBOX_URL, AUTHORIZE_URL = '', TOKEN_URL = '', API_URL } = process.env
const { CLIENT_ID = '', CLIENT_SECRET = '', REDIRECT_URI = '' } = process.env

let accessToken = ''
let refreshToken = ''

const member = (value: unknown, name: string): unknown => Reflect.get(Object(value), name)

async function requestToken(form: Record<string, string>): Promise<void> {
  const body = new URLSearchParams({ ...form, client_id: CLIENT_ID, client_secret: CLIENT_SECRET })
  const tokens: unknown = await (await fetch(TOKEN_URL, { method: 'POST', body })).json()
  accessToken = String(member(tokens, 'access_token'))
  // Only the first one is kept.
  refreshToken ||= String(member(tokens, 'refresh_token'))
}

async function readLists(): Promise<unknown[]> {
  const url =
    PROVIDER === 'mailchimp'
      ? `${SANDBOX_URL}/us21.api.mailchimp.com/3.0/lists`
      : `${API_URL}/ConsoleService.svc/Console/User/Lists`
  const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })
  if (response.status === 401) {
    await requestToken({ grant_type: 'refresh_token', refresh_token: refreshToken })
    return readLists2(url)
  }
  return namesOf(await response.json().catch(() => ({})))
}

async function readLists2(url: string): Promise<unknown[]> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })
  return namesOf(await response.json().catch(() => ({})))
}

function namesOf(body: unknown): unknown[] {
  const items = member(body, 'lists') ?? member(body, 'Items') ?? []
  return Array.isArray(items) ? items.map((item) => member(item, 'name') ?? member(item, 'Name')) : []
}

createServer((incoming, response) => {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://client')
  const answer = async (): Promise<void> => {
    if (pathname === '/connect') {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: CLIENT_ID,
        redirect_uri: REDIRECT_URI,
      })
      response.writeHead(302, { location: `${AUTHORIZE_URL}?${query.toString()}` }).end()
    } else if (pathname === '/callback') {
      await requestToken({
        grant_type: 'authorization_code',
        code: searchParams.get('code') ?? '',
        redirect_uri: REDIRECT_URI,
      })
      response.end('connected')
    } else response.end(JSON.stringify(await readLists()))
  }
  answer().catch(() => response.end('[]'))
}).listen(Number(PORT), '127.0.0.1')
