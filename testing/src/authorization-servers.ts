import OAuth2Server, { Request, Response, type Token } from '@node-oauth/oauth2-server'
import { OAuth2Server as MockServer } from 'oauth2-mock-server'
import { Provider } from 'oidc-provider'
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An independent authorization server on its own port. */
export interface StartedServer extends AsyncDisposable {
  readonly url: string
}

export const CLIENT = { id: 'letters', secret: 's:%+ e/cret' }

async function listen(server: Server): Promise<StartedServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: close }
}

/** Routes `ROUTER/HOST/path` to the server of HOST; a path without a known host goes to the last server. */
export async function startRouter(hosts: Readonly<Record<string, string>>): Promise<StartedServer> {
  let last = Object.values(hosts)[0] ?? ''
  return listen(
    createServer((request, response) => {
      const [, host = '', rest = '/'] = /^\/([^/?]+)(\/.*)?$/.exec(request.url ?? '') ?? []
      const known = hosts[host]
      last = known ?? last
      const url = new URL(known ? rest : (request.url ?? '/'), last)
      const passed = forward(url, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      passed.on('error', () => response.destroy())
      request.pipe(passed)
    }),
  )
}

/** oauth2-mock-server: accepts everything. */
export async function startMockServer(): Promise<StartedServer> {
  const server = new MockServer()
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  server.service.on('beforeUserinfo', (answer: { body: unknown }) => {
    answer.body = { sub: 'account-7', company: { name: 'Ada’s Bakery' } }
  })
  const { port } = server.address()
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => server.stop() }
}

/** oidc-provider: strict, with rotating refresh tokens, PKCE and its own login and consent pages. */
export async function startOidcProvider(redirectUri: string): Promise<StartedServer> {
  const provider = new Provider('https://login.acme.example', {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        application_type: 'native',
      },
    ],
    pkce: { required: () => true },
    features: { revocation: { enabled: true } },
    rotateRefreshToken: true,
    scopes: ['openid', 'offline_access'],
    issueRefreshToken: async () => true,
  })
  provider.proxy = true
  const handle = provider.callback()
  return listen(createServer((request, response) => void handle(request, response)))
}

/** @node-oauth/oauth2-server with a store in memory: rotating, PKCE, the client secret in the body. */
export async function startNodeOauth(redirectUri: string): Promise<StartedServer> {
  const client = {
    id: CLIENT.id,
    redirectUris: [redirectUri],
    grants: ['authorization_code', 'refresh_token'],
  }
  const codes = new Map<string, OAuth2Server.AuthorizationCode>()
  const tokens = new Map<string, Token>()
  const server = new OAuth2Server({
    model: {
      getClient: async (id, secret) =>
        id === client.id && (!secret || secret === CLIENT.secret) ? client : false,
      saveAuthorizationCode: async (code, client, user) => {
        const saved = { ...code, client, user }
        codes.set(code.authorizationCode, saved)
        return saved
      },
      getAuthorizationCode: async (code) => codes.get(code) ?? false,
      revokeAuthorizationCode: async ({ authorizationCode }) => codes.delete(authorizationCode),
      saveToken: async (token, client, user) => {
        const saved = { ...token, client, user }
        for (const name of [token.accessToken, token.refreshToken]) if (name) tokens.set(name, saved)
        return saved
      },
      getAccessToken: async (name) => tokens.get(name) ?? false,
      getRefreshToken: async (name) => {
        const token = tokens.get(name)
        return token?.refreshToken === name ? { ...token, refreshToken: name } : false
      },
      revokeToken: async ({ refreshToken }) => tokens.delete(refreshToken),
      verifyScope: async () => true,
    },
  })
  return listen(
    createServer(async (incoming, outgoing) => {
      const { status = 500, headers, body } = await answer(server, incoming)
      outgoing.writeHead(status, { ...headers, 'content-type': 'application/json' })
      outgoing.end(JSON.stringify(body ?? {}))
    }),
  )
}

async function answer(server: OAuth2Server, incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? '/', 'http://x')
  let text = ''
  for await (const chunk of incoming) text += String(chunk)
  const request = new Request({
    method: incoming.method ?? 'GET',
    headers: { ...incoming.headers, 'content-length': String(text.length) } as unknown as Record<
      string,
      string
    >,
    query: Object.fromEntries(url.searchParams),
    body: Object.fromEntries(new URLSearchParams(text)),
  })
  const response = new Response({ headers: {} })
  try {
    if (url.pathname === '/authorize')
      await server.authorize(request, response, {
        authenticateHandler: { handle: () => ({ id: 'account-9' }) },
      })
    else if (url.pathname === '/token') await server.token(request, response)
    else {
      const { user } = await server.authenticate(request, response)
      response.status = 200
      response.body = { account: { id: (user as { id: string }).id } }
    }
  } catch {
    // The library has put the error into the response.
  }
  return response
}
