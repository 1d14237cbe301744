import { LetterlockError, LetterlockUnreachableError } from './errors.ts'
import type {
  Access,
  App,
  Confirmation,
  Connection,
  ConnectSession,
  DisconnectReport,
  Event,
  NewApiKeyConnection,
  NewApp,
  NewConnectSession,
  Device,
  Me,
  NewImportedConnection,
  NewMigratedConnection,
  NewSetUp,
  NewToken,
  Page,
  Problem,
  Provider,
  Right,
  SecretKey,
  StartedDevice,
  Token,
  Workspace,
} from './wire.ts'

export interface LetterlockOptions {
  /** Where the hub is, such as `http://127.0.0.1:4400`. */
  url: string
  /**
   * A secret key (`llk_…`). Keep it on your server: never give it to a browser. Left out by our own dashboard, whose
   * browser has a cookie.
   */
  secretKey?: string
  /** For tests and other runtimes; the global one when left out. */
  fetch?: typeof fetch
}

interface PageQuery {
  cursor?: string | undefined
  limit?: number | undefined
}

/** The API, one method a call. Each throws {@link LetterlockError} with a stable code when the hub refuses. */
export type Letterlock = ReturnType<typeof createLetterlock>

export function createLetterlock({ url, secretKey, fetch: send = fetch }: LetterlockOptions) {
  const base = url.replace(/\/+$/, '')

  const request = async (method: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (secretKey !== undefined) headers.set('authorization', `Bearer ${secretKey}`)
    try {
      return await send(`${base}${path}`, { ...init, method, headers, redirect: 'manual' })
    } catch (cause) {
      throw new LetterlockUnreachableError(`No answer from ${base}. Is the hub running there?`, { cause })
    }
  }

  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const json = body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }
    const response = await request(method, path, json || {})
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
    throw new LetterlockError(await readProblem(response, base))
  }

  const withQuery = (path: string, query: object): string => {
    const text = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ).toString()
    return text === '' ? path : `${path}?${text}`
  }

  return {
    /** Who is signed in, in the dashboard's browser. @throws LetterlockError not_signed_in */
    me: () => call<Me>('GET', '/v1/me'),
    /** The first person of a new installation. @throws LetterlockError set_up_done, set_up_link_unknown */
    setUp: (person: NewSetUp) => call<void>('POST', '/v1/set-up', person),
    /** @throws LetterlockError sign_in_refused, rate_limited */
    signIn: (credentials: { email: string; password: string }) =>
      call<unknown>('POST', '/auth/sign-in/email', credentials),
    signOut: () => call<unknown>('POST', '/auth/sign-out', {}),
    /** The browsers in which the person is signed in. */
    listDevices: () => call<Device[]>('GET', '/auth/list-sessions'),
    removeDevice: (token: string) => call<unknown>('POST', '/auth/revoke-session', { token }),
    /** Signs out everywhere else. @throws LetterlockError sign_in_refused */
    changePassword: (change: { currentPassword: string; newPassword: string }) =>
      call<unknown>('POST', '/auth/change-password', { ...change, revokeOtherSessions: true }),

    /** The platforms that can be connected. */
    listProviders: () => call<Page<Provider>>('GET', '/v1/providers'),

    listApps: (query: PageQuery & { provider?: string | undefined } = {}) =>
      call<Page<App>>('GET', withQuery('/v1/apps', query)),
    createApp: (app: NewApp) => call<App>('POST', '/v1/apps', app),
    deleteApp: (id: string) => call<void>('DELETE', `/v1/apps/${id}`),
    /** The new secret is used from now on; the older ones stay until removed. */
    addAppSecret: (id: string, clientSecret: string) =>
      call<App>('POST', `/v1/apps/${id}/secrets`, { clientSecret }),
    removeAppSecret: (id: string, secretId: string) =>
      call<App>('DELETE', `/v1/apps/${id}/secrets/${secretId}`),

    createConnectSession: (session: NewConnectSession) =>
      call<ConnectSession>('POST', '/v1/connect-sessions', session),
    getConnectSession: (id: string) => call<ConnectSession>('GET', `/v1/connect-sessions/${id}`),
    /** Call it when the browser is back at `returnUrl`: only now is the platform's code redeemed. */
    confirmConnection: (sessionId: string, confirmation: Confirmation) =>
      call<Connection>('POST', `/v1/connect-sessions/${sessionId}/confirm`, confirmation),

    listConnections: (
      query: PageQuery & {
        owner?: string | undefined
        provider?: string | undefined
        status?: string | undefined
      } = {},
    ) => call<Page<Connection>>('GET', withQuery('/v1/connections', query)),
    getConnection: (id: string) => call<Connection>('GET', `/v1/connections/${id}`),
    /** A token that works now. Do not store it: ask again for the next call. */
    getToken: (id: string, wanted?: NewToken) => call<Token>('POST', `/v1/connections/${id}/token`, wanted),
    /** Asks the platform whether the credential still works. */
    checkConnection: (id: string) => call<Connection>('POST', `/v1/connections/${id}/check`),
    /** Renews the token now. Whether that worked stands in `health` and `lastRefreshedAt`. */
    refreshConnection: (id: string) => call<Connection>('POST', `/v1/connections/${id}/refresh`),
    /** Changes what the connection may be used for. */
    setAccess: (id: string, access: Access) =>
      call<Connection>('PUT', `/v1/connections/${id}/access`, access),
    /** Connects an account with an API key alone. */
    connectWithApiKey: (connection: NewApiKeyConnection) =>
      call<Connection>('POST', '/v1/connections', connection),
    /** Takes over tokens from another system; each is checked against the platform before it is kept. */
    importConnection: (connection: NewImportedConnection) =>
      call<Connection>('POST', '/v1/connections', connection),
    /** Connects an account from older access, which the platform trades for a token. */
    migrateConnection: (connection: NewMigratedConnection) =>
      call<Connection>('POST', '/v1/connections', connection),
    /** Begins to connect from a machine without a browser: show the person the code and the address. */
    startDevice: (device: { provider: string; owner: string; access?: Access }) =>
      call<StartedDevice>('POST', '/v1/device-connections', device),
    /** null while the person has not finished; ask no more often than `intervalSeconds` says. */
    pollDevice: async (ticket: string) =>
      (await call<{ connection: Connection | null }>('POST', '/v1/device-connections/poll', { ticket }))
        .connection,
    /** Puts an API key beside the token, to stand in when it fails. */
    setApiKey: (id: string, apiKey: string) =>
      call<Connection>('PUT', `/v1/connections/${id}/api-key`, { apiKey }),
    removeApiKey: (id: string) => call<Connection>('DELETE', `/v1/connections/${id}/api-key`),
    disconnect: (id: string) => call<DisconnectReport>('POST', `/v1/connections/${id}/disconnect`),
    /** Forwards a call to the platform, authorized; the answer is the platform's own. */
    proxy: (id: string, method: string, path: string, init: RequestInit = {}) =>
      request(method, `/v1/proxy/${id}/${path.replace(/^\//, '')}`, init),

    listKeys: () => call<Page<SecretKey>>('GET', '/v1/keys'),
    createKey: (key: { name: string; rights: Right[] }) => call<SecretKey>('POST', '/v1/keys', key),
    revokeKey: (id: string) => call<void>('DELETE', `/v1/keys/${id}`),

    listEvents: (query: PageQuery & { connection?: string | undefined; type?: string | undefined } = {}) =>
      call<Page<Event>>('GET', withQuery('/v1/events', query)),

    getWorkspace: () => call<Workspace>('GET', '/v1/workspace'),
    updateWorkspace: (change: { name?: string; returnUrls?: string[] }) =>
      call<Workspace>('PATCH', '/v1/workspace', change),
  }
}

async function readProblem(response: Response, base: string): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null && 'code' in body) return body as Problem
  throw new LetterlockUnreachableError(
    `What answers at ${base} is not Letterlock (status ${response.status}).`,
  )
}
