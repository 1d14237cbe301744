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
    /** All that match, oldest first, as one file (CSV, or JSON Lines), which the response streams. */
    export: (query: ExportConnectionsQuery, options?: RequestOptions) =>
      download(path`/v1/connections/export`, options, query),
    /** How many there are, together and by provider and status. */
    count: (filter: ConnectionFilter = {}, options?: RequestOptions) =>
      get<ConnectionCounts>(path`/v1/connections/counts`, options, filter),
    /** The labels that connections have, with how many have each; the most used where there are many. */
    countLabels: (options?: RequestOptions) => get<LabelCounts>(path`/v1/connections/labels`, options),
    /** With `status`, and in `reason` and `nextStep` what is wrong and what to do. */
    get: (connectionId: string, options?: RequestOptions) =>
      get<Connection>(path`/v1/connections/${{ connectionId }}`, options),
    /**
     * Connects an account with an API key, with tokens of another system, or with legacy credentials. They are checked with the provider.
     * @throws LetterlockApiError credentials_rejected, connection_exists, unsupported_by_provider, provider_unavailable, …
     */
    create: (input: CreateConnectionInput, options?: RequestOptions) =>
      post<Connection>(path`/v1/connections`, options, input),
    /** Changes all that is given, or nothing. Permissions take effect with the next call; labels that are not named stay, and null removes one. */
    update: (connectionId: string, input: UpdateConnectionInput, options?: RequestOptions) =>
      patch<Connection>(path`/v1/connections/${{ connectionId }}`, options, input),
    /** Disconnects, and deletes the connection and its personal data. */
    delete: (connectionId: string, options?: RequestOptions) =>
      remove<DeletedConnection>(path`/v1/connections/${{ connectionId }}`, options),
    /**
     * An access token that works now, and `minValiditySeconds` from now on if you ask for it. Do not store it: get it for each call.
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
    /** From now on OAuth alone is used. @throws LetterlockApiError api_key_not_found */
    removeApiKey: (connectionId: string, options?: RequestOptions) =>
      remove<Connection>(path`/v1/connections/${{ connectionId }}/api-key`, options),
    /** Its calls by hour, oldest first. Default: the last 24 hours. */
    getMetrics: (connectionId: string, query: MetricsQuery = {}, options?: RequestOptions) =>
      get<ConnectionMetrics>(path`/v1/connections/${{ connectionId }}/metrics`, options, query),
    /** Revokes the tokens where the provider supports that, and deletes the credentials. The response says what remains to be done. */
    disconnect: (connectionId: string, options?: RequestOptions) =>
      post<DisconnectResult>(path`/v1/connections/${{ connectionId }}/disconnect`, options),
  }
}
