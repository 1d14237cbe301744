import { connectedAccount } from './account.ts'
import { callMethods } from './call-methods.ts'
import { webhookMethods } from './webhook-methods.ts'
import { createTransport, withQuery, type LetterlockOptions } from './transport.ts'
import type {
  AlertSettings,
  UpdateAlertSettingsInput,
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
  SecretKey,
  DeviceAuthorization,
  PolledDeviceAuthorization,
  CreateDeviceAuthorizationInput,
  CreateSecretKeyInput,
  AccessToken,
  Workspace,
  UpdateWorkspaceInput,
} from './wire.ts'

export interface PageQuery {
  cursor?: string | undefined
  limit?: number | undefined
}

export type { LetterlockOptions }

/** The API, one method per operation. Each throws {@link LetterlockError} if the server responds with an error. */
export type Letterlock = ReturnType<typeof createLetterlock>

export function createLetterlock(options: LetterlockOptions) {
  const transport = createTransport(options)
  const { request, call } = transport

  return {
    /** The available providers. */
    listProviders: () => call<Page<Provider>>('GET', '/v1/providers'),

    listOAuthApps: (query: PageQuery & { provider?: string | undefined } = {}) =>
      call<Page<OAuthApp>>('GET', withQuery('/v1/oauth-apps', query)),
    createOAuthApp: (app: CreateOAuthAppInput) => call<OAuthApp>('POST', '/v1/oauth-apps', app),
    deleteOAuthApp: (id: string) => call<void>('DELETE', `/v1/oauth-apps/${id}`),
    /** Adds a client secret, which is used from now on. Older ones stay until they are removed. */
    addClientSecret: (id: string, clientSecret: string) =>
      call<OAuthApp>('POST', `/v1/oauth-apps/${id}/client-secrets`, { clientSecret }),
    removeClientSecret: (id: string, secretId: string) =>
      call<OAuthApp>('DELETE', `/v1/oauth-apps/${id}/client-secrets/${secretId}`),

    createConnectSession: (session: CreateConnectSessionInput) =>
      call<ConnectSession>('POST', '/v1/connect-sessions', session),
    getConnectSession: (id: string) => call<ConnectSession>('GET', `/v1/connect-sessions/${id}`),
    /** Call it when the browser has returned to `returnUrl`. The authorization code is redeemed only now. */
    confirmConnection: (sessionId: string, confirmation: ConfirmConnectSessionInput) =>
      call<Connection>('POST', `/v1/connect-sessions/${sessionId}/confirm`, confirmation),

    listConnections: (
      query: PageQuery & {
        endUserId?: string | undefined
        provider?: string | undefined
        status?: string | undefined
        /** Part of an account's name, email address or ID, or of an end user ID. */
        search?: string | undefined
      } = {},
    ) => call<Page<Connection>>('GET', withQuery('/v1/connections', query)),
    getConnection: (id: string) => call<Connection>('GET', `/v1/connections/${id}`),
    /** Returns a valid access token. Do not store it: request it for each call. */
    getToken: (id: string, wanted?: GetAccessTokenInput) =>
      call<AccessToken>('POST', `/v1/connections/${id}/token`, wanted),
    /** Checks with the provider whether the credentials work. */
    checkConnection: (id: string) => call<Connection>('POST', `/v1/connections/${id}/check`),
    /** Refreshes the access token. `health` and `lastRefreshedAt` show whether that succeeded. */
    refreshConnection: (id: string) => call<Connection>('POST', `/v1/connections/${id}/refresh`),
    /** Updates what is given, such as the permissions. */
    updateConnection: (id: string, change: UpdateConnectionInput) =>
      call<Connection>('PATCH', `/v1/connections/${id}`, change),
    /** Connects an account from an API key, from tokens of another system, or from legacy credentials. */
    createConnection: (connection: CreateConnectionInput) =>
      call<Connection>('POST', '/v1/connections', connection),
    /** Begins to connect from a machine without a browser: show the person the code and the address. */
    createDeviceAuthorization: (device: CreateDeviceAuthorizationInput) =>
      call<DeviceAuthorization>('POST', '/v1/device-authorizations', device),
    /** No more often than `intervalSeconds` says. */
    pollDeviceAuthorization: (deviceCode: string) =>
      call<PolledDeviceAuthorization>('POST', '/v1/device-authorizations/poll', { deviceCode }),
    /** Adds an API key as fallback. */
    setApiKey: (id: string, apiKey: string) =>
      call<Connection>('PUT', `/v1/connections/${id}/api-key`, { apiKey }),
    removeApiKey: (id: string) => call<Connection>('DELETE', `/v1/connections/${id}/api-key`),
    /** The content of the account: audiences, contacts, campaigns, reports. */
    account: (id: string) => connectedAccount(transport, id),
    disconnect: (id: string) => call<DisconnectResult>('POST', `/v1/connections/${id}/disconnect`),
    /** Disconnects if needed, and deletes the connection and its personal data. */
    deleteConnection: (id: string) => call<DeletedConnection>('DELETE', `/v1/connections/${id}`),
    /** Sends a call to the provider's API, authorized; returns the provider's response. */
    proxy: (id: string, method: string, path: string, init: RequestInit = {}) =>
      request(method, `/v1/proxy/${id}/${path.replace(/^\//, '')}`, init),

    listKeys: () => call<Page<SecretKey>>('GET', '/v1/secret-keys'),
    createKey: (key: CreateSecretKeyInput) => call<SecretKey>('POST', '/v1/secret-keys', key),
    revokeKey: (id: string) => call<void>('DELETE', `/v1/secret-keys/${id}`),

    listEvents: (query: PageQuery & ListEventsQuery = {}) =>
      call<Page<LetterlockEvent>>('GET', withQuery('/v1/events', query)),
    /** All matching events, newest first, as a streamed file. */
    exportEvents: (query: ListEventsQuery & { format: 'csv' | 'jsonl' }) =>
      request('GET', withQuery('/v1/events/export', query)),

    ...callMethods(transport),
    ...webhookMethods(transport),

    /** Who is told when a connection is lost, or will be. */
    getAlertSettings: () => call<AlertSettings>('GET', '/v1/alert-settings'),
    updateAlertSettings: (settings: UpdateAlertSettingsInput) =>
      call<AlertSettings>('PATCH', '/v1/alert-settings', settings),

    getWorkspace: () => call<Workspace>('GET', '/v1/workspace'),
    updateWorkspace: (change: UpdateWorkspaceInput) => call<Workspace>('PATCH', '/v1/workspace', change),
  }
}
