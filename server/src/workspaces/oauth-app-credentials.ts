import { SECOND } from '../kernel/time.ts'
import { credentialsOf, getOAuthApp, type OAuthAppCredentials } from './oauth-apps.ts'
import type { WorkspacesContext } from './context.ts'
import { createVersionedCache } from '../kernel/versioned-cache.ts'

/** Client ID and client secrets of an OAuth app, cached for many refreshes in a row. */
export interface OAuthAppCredentialsReader {
  /** @throws ProblemError oauth_app_not_found */
  read(workspaceId: string, oauthAppId: string): Promise<OAuthAppCredentials>
}

export function createOAuthAppCredentials(
  context: Pick<WorkspacesContext, 'store' | 'encryption'>,
): OAuthAppCredentialsReader {
  const cache = createVersionedCache<OAuthAppCredentials>({
    maxEntries: 1000,
    maxAgeMs: SECOND,
    dataVersion: () => context.store.changesElsewhere(),
  })
  context.store.oauthApps.onChange((id) => cache.delete(id))
  return {
    async read(workspaceId, oauthAppId) {
      const known = cache.get(oauthAppId)
      if (known) return known
      const mark = cache.version()
      const credentials = credentialsOf(context, await getOAuthApp(context, workspaceId, oauthAppId))
      cache.set(oauthAppId, credentials, mark)
      return credentials
    },
  }
}
