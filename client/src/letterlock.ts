import { connectedAccount } from './account.ts'
import { createTransport, withQuery, type LetterlockOptions } from './transport.ts'
import type {
  Access,
  App,
  Confirmation,
  Connection,
  DeletedConnection,
  ConnectSession,
  DisconnectReport,
  Event,
  EventQuery,
  NewApiKeyConnection,
  NewApp,
  NewConnectSession,
  NewImportedConnection,
  NewMigratedConnection,
  NewToken,
  Page,
  Provider,
  Right,
  SecretKey,
  StartedDevice,
  Token,
  Workspace,
  WorkspaceChange,
} from './wire.ts'

interface PageQuery {
  cursor?: string | undefined
  limit?: number | undefined
}

export type { LetterlockOptions }

/** The API, one method a call. Each throws {@link LetterlockError} with a stable code when the hub refuses. */
export type Letterlock = ReturnType<typeof createLetterlock>

export function createLetterlock(options: LetterlockOptions) {
  const transport = createTransport(options)
  const { request, call } = transport

  return {
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
        /** Part of an account's name, e-mail address or id, or of an owner. */
        words?: string | undefined
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
    /** What is in the connected account: audiences, contacts, campaigns, reports. */
    account: (id: string) => connectedAccount(transport, id),
    disconnect: (id: string) => call<DisconnectReport>('POST', `/v1/connections/${id}/disconnect`),
    /** Disconnects it if need be, and deletes it with all that is personal; the audit log keeps one line. */
    deleteConnection: (id: string) => call<DeletedConnection>('DELETE', `/v1/connections/${id}`),
    /** Forwards a call to the platform, authorized; the answer is the platform's own. */
    proxy: (id: string, method: string, path: string, init: RequestInit = {}) =>
      request(method, `/v1/proxy/${id}/${path.replace(/^\//, '')}`, init),

    listKeys: () => call<Page<SecretKey>>('GET', '/v1/keys'),
    createKey: (key: { name: string; rights: Right[] }) => call<SecretKey>('POST', '/v1/keys', key),
    revokeKey: (id: string) => call<void>('DELETE', `/v1/keys/${id}`),

    listEvents: (query: PageQuery & EventQuery = {}) =>
      call<Page<Event>>('GET', withQuery('/v1/events', query)),
    /** All of them, oldest last, as a file that is read while it comes. */
    exportEvents: (query: EventQuery & { format: 'csv' | 'jsonl' }) =>
      request('GET', withQuery('/v1/events/export', query)),

    getWorkspace: () => call<Workspace>('GET', '/v1/workspace'),
    updateWorkspace: (change: WorkspaceChange) => call<Workspace>('PATCH', '/v1/workspace', change),
  }
}
