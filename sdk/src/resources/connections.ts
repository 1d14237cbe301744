import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  AccessToken,
  Connection,
  ConnectionCounts,
  ConnectionFilter,
  ConnectionMetrics,
  CreateConnectionInput,
  DeletedConnection,
  DisconnectResult,
  ExportConnectionsQuery,
  GetAccessTokenInput,
  LabelCounts,
  ListConnectionsQuery,
  MetricsQuery,
  SetApiKeyInput,
  UpdateConnectionInput,
} from '../wire.ts'

/** The connected accounts. A method that takes an ID throws connection_not_found if there is no such connection. */
export function connections({ list, get, post, readByPost, put, patch, delete: remove, download }: Api) {
  return {
    /** Oldest first, unless `sort` says otherwise. */
    list: (filter: ListConnectionsQuery = {}, options?: RequestOptions) =>
      list<Connection>(path`/v1/connections`, options, filter),
    /** Streams all matching connections, oldest first, as CSV or JSON Lines. */
    export: (query: ExportConnectionsQuery, options?: RequestOptions) =>
      download(path`/v1/connections/export`, options, query),
    /** The number of connections, in total and by provider and status. */
    count: (filter: ConnectionFilter = {}, options?: RequestOptions) =>
      get<ConnectionCounts>(path`/v1/connections/counts`, options, filter),
    /** The labels of connections, with the number of connections of each. If there are many, the most used. */
    countLabels: (options?: RequestOptions) => get<LabelCounts>(path`/v1/connections/labels`, options),
    /** `status` says whether it works; `reason` and `nextStep` say why not and what to do. */
    get: (connectionId: string, options?: RequestOptions) =>
      get<Connection>(path`/v1/connections/${{ connectionId }}`, options),
    /**
     * Connects an account with an API key, tokens of another system, or legacy credentials, which are checked with the provider.
     * @throws LetterlockApiError credentials_rejected, connection_exists, unsupported_by_provider, provider_unavailable, …
     */
    create: (input: CreateConnectionInput, options?: RequestOptions) =>
      post<Connection>(path`/v1/connections`, options, input),
    /**
     * Updates all given members, or none. Permissions take effect with the next call. Labels that are not named stay; null removes a
     * label.
     */
    update: (connectionId: string, input: UpdateConnectionInput, options?: RequestOptions) =>
      patch<Connection>(path`/v1/connections/${{ connectionId }}`, options, input),
    /** Disconnects, and deletes the connection and its personal data. */
    delete: (connectionId: string, options?: RequestOptions) =>
      remove<DeletedConnection>(path`/v1/connections/${{ connectionId }}`, options),
    /**
     * Returns an access token that is valid now, and for `minValiditySeconds` if given. Do not store it: get it for each call.
     * @throws LetterlockApiError connection_disconnected, refresh_failing, refresh_in_progress, …
     */
    getAccessToken: (connectionId: string, input?: GetAccessTokenInput, options?: RequestOptions) =>
      readByPost<AccessToken>(path`/v1/connections/${{ connectionId }}/token`, options, input),
    /**
     * Asks the provider whether the credentials work; `status` of the response says so.
     * @throws LetterlockApiError connection_disconnected, provider_unavailable, provider_timeout, …
     */
    check: (connectionId: string, options?: RequestOptions) =>
      readByPost<Connection>(path`/v1/connections/${{ connectionId }}/check`, options),
    /**
     * Refreshes the access token now. `health` and `lastRefreshedAt` of the response say whether that succeeded.
     * @throws LetterlockApiError connection_disconnected, invalid_request (the provider’s tokens cannot be refreshed), refresh_in_progress
     */
    refresh: (connectionId: string, options?: RequestOptions) =>
      post<Connection>(path`/v1/connections/${{ connectionId }}/refresh`, options),
    /**
     * Adds an API key, or replaces it. It is checked with the provider, and used while OAuth fails.
     * @throws LetterlockApiError credentials_rejected, account_mismatch, unsupported_by_provider
     */
    setApiKey: (connectionId: string, input: SetApiKeyInput, options?: RequestOptions) =>
      put<Connection>(path`/v1/connections/${{ connectionId }}/api-key`, options, input),
    /** Removes the API key. Only OAuth is used from now on. @throws LetterlockApiError api_key_not_found */
    removeApiKey: (connectionId: string, options?: RequestOptions) =>
      remove<Connection>(path`/v1/connections/${{ connectionId }}/api-key`, options),
    /** Calls by hour, oldest first. Default: the last 24 hours. */
    getMetrics: (connectionId: string, query: MetricsQuery = {}, options?: RequestOptions) =>
      get<ConnectionMetrics>(path`/v1/connections/${{ connectionId }}/metrics`, options, query),
    /** Revokes the tokens if the provider supports it, and deletes the credentials. The response says what remains to be done. */
    disconnect: (connectionId: string, options?: RequestOptions) =>
      post<DisconnectResult>(path`/v1/connections/${{ connectionId }}/disconnect`, options),
  }
}
