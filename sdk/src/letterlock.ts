import { connectedAccount } from './account.ts'
import { createTransport, withQuery, type LetterlockOptions } from './transport.ts'
import type {
  ConnectionPermissions,
  OAuthApp,
  ConfirmConnectSessionInput,
  Connection,
  DeletedConnection,
  ConnectSession,
  DisconnectResult,
  LetterlockEvent,
  ListEventsQuery,
  CreateOAuthAppInput,
  CreateConnectSessionInput,
  CreateConnectionInput,
  UpdateConnectionInput,
  GetAccessTokenInput,
  Page,
  Provider,
  Scope,
  SecretKey,
  DeviceAuthorization,
  AccessToken,
  Workspace,
  UpdateWorkspaceInput,
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

    listOAuthApps: (query: PageQuery & { provider?: string | undefined } = {}) =>
      call<Page<OAuthApp>>('GET', withQuery('/v1/oauth-apps', query)),
    createOAuthApp: (app: CreateOAuthAppInput) => call<OAuthApp>('POST', '/v1/oauth-apps', app),
    deleteOAuthApp: (id: string) => call<void>('DELETE', `/v1/oauth-apps/${id}`),
    /** The new secret is used from now on; the older ones stay until removed. */
    addClientSecret: (id: string, clientSecret: string) =>
      call<OAuthApp>('POST', `/v1/oauth-apps/${id}/client-secrets`, { clientSecret }),
    removeClientSecret: (id: string, secretId: string) =>
      call<OAuthApp>('DELETE', `/v1/oauth-apps/${id}/client-secrets/${secretId}`),

    createConnectSession: (session: CreateConnectSessionInput) =>
      call<ConnectSession>('POST', '/v1/connect-sessions', session),
    getConnectSession: (id: string) => call<ConnectSession>('GET', `/v1/connect-sessions/${id}`),
    /** Call it when the browser is back at `returnUrl`: only now is the platform's code redeemed. */
    confirmConnection: (sessionId: string, confirmation: ConfirmConnectSessionInput) =>
      call<Connection>('POST', `/v1/connect-sessions/${sessionId}/confirm`, confirmation),

    listConnections: (
      query: PageQuery & {
        endUserId?: string | undefined
        provider?: string | undefined
        status?: string | undefined
        /** Part of an account's name, e-mail address or id, or of an owner. */
        search?: string | undefined
      } = {},
    ) => call<Page<Connection>>('GET', withQuery('/v1/connections', query)),
    getConnection: (id: string) => call<Connection>('GET', `/v1/connections/${id}`),
    /** A token that works now. Do not store it: ask again for the next call. */
    getToken: (id: string, wanted?: GetAccessTokenInput) =>
      call<AccessToken>('POST', `/v1/connections/${id}/token`, wanted),
    /** Asks the platform whether the credential still works. */
    checkConnection: (id: string) => call<Connection>('POST', `/v1/connections/${id}/check`),
    /** Renews the token now. Whether that worked stands in `health` and `lastRefreshedAt`. */
    refreshConnection: (id: string) => call<Connection>('POST', `/v1/connections/${id}/refresh`),
    /** Updates what is given, such as the permissions. */
    updateConnection: (id: string, change: UpdateConnectionInput) =>
      call<Connection>('PATCH', `/v1/connections/${id}`, change),
    /** Connects an account from an API key, from tokens of another system, or from legacy credentials. */
    createConnection: (connection: CreateConnectionInput) =>
      call<Connection>('POST', '/v1/connections', connection),
    /** Begins to connect from a machine without a browser: show the person the code and the address. */
    createDeviceAuthorization: (device: {
      provider: string
      endUserId: string
      permissions?: ConnectionPermissions
    }) => call<DeviceAuthorization>('POST', '/v1/device-authorizations', device),
    /** null while the person has not finished; ask no more often than `intervalSeconds` says. */
    pollDeviceAuthorization: async (deviceCode: string) =>
      (
        await call<{ connection: Connection | null }>('POST', '/v1/device-authorizations/poll', {
          deviceCode,
        })
      ).connection,
    /** Puts an API key beside the token, to stand in when it fails. */
    setApiKey: (id: string, apiKey: string) =>
      call<Connection>('PUT', `/v1/connections/${id}/api-key`, { apiKey }),
    removeApiKey: (id: string) => call<Connection>('DELETE', `/v1/connections/${id}/api-key`),
    /** What is in the connected account: audiences, contacts, campaigns, reports. */
    account: (id: string) => connectedAccount(transport, id),
    disconnect: (id: string) => call<DisconnectResult>('POST', `/v1/connections/${id}/disconnect`),
    /** Disconnects it if need be, and deletes it with all that is personal; the audit log keeps one line. */
    deleteConnection: (id: string) => call<DeletedConnection>('DELETE', `/v1/connections/${id}`),
    /** Forwards a call to the platform, authorized; the answer is the platform's own. */
    proxy: (id: string, method: string, path: string, init: RequestInit = {}) =>
      request(method, `/v1/proxy/${id}/${path.replace(/^\//, '')}`, init),

    listKeys: () => call<Page<SecretKey>>('GET', '/v1/secret-keys'),
    createKey: (key: { name: string; scopes: Scope[] }) => call<SecretKey>('POST', '/v1/secret-keys', key),
    revokeKey: (id: string) => call<void>('DELETE', `/v1/secret-keys/${id}`),

    listEvents: (query: PageQuery & ListEventsQuery = {}) =>
      call<Page<LetterlockEvent>>('GET', withQuery('/v1/events', query)),
    /** All of them, oldest last, as a file that is read while it comes. */
    exportEvents: (query: ListEventsQuery & { format: 'csv' | 'jsonl' }) =>
      request('GET', withQuery('/v1/events/export', query)),

    getWorkspace: () => call<Workspace>('GET', '/v1/workspace'),
    updateWorkspace: (change: UpdateWorkspaceInput) => call<Workspace>('PATCH', '/v1/workspace', change),
  }
}
