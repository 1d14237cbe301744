import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { AddClientSecretInput, CreateOAuthAppInput, ListOAuthAppsQuery, OAuthApp } from '../wire.ts'

/** Your OAuth apps at the providers, which end users authorize. */
export function oauthApps({ list, post, delete: remove }: Api) {
  return {
    /** Newest first. */
    list: (query: ListOAuthAppsQuery = {}, options?: RequestOptions) =>
      list<OAuthApp>(path`/v1/oauth-apps`, options, query),
    /**
     * Adds an app that is registered at the provider. Its secret is encrypted and never returned.
     * @throws LetterlockApiError oauth_app_exists
     */
    create: (input: CreateOAuthAppInput, options?: RequestOptions) =>
      post<OAuthApp>(path`/v1/oauth-apps`, options, input),
    /** An app with connections cannot be deleted. @throws LetterlockApiError oauth_app_not_found, oauth_app_in_use */
    delete: (oauthAppId: string, options?: RequestOptions) =>
      remove<void>(path`/v1/oauth-apps/${{ oauthAppId }}`, options),
    /** Adds a client secret, which is used from now on. Older secrets are tried after it, until they are removed. */
    addClientSecret: (oauthAppId: string, input: AddClientSecretInput, options?: RequestOptions) =>
      post<OAuthApp>(path`/v1/oauth-apps/${{ oauthAppId }}/client-secrets`, options, input),
    /** The last secret of an app cannot be removed. @throws LetterlockApiError oauth_app_not_found, client_secret_required */
    removeClientSecret: (oauthAppId: string, clientSecretId: string, options?: RequestOptions) =>
      remove<OAuthApp>(path`/v1/oauth-apps/${{ oauthAppId }}/client-secrets/${{ clientSecretId }}`, options),
  }
}
