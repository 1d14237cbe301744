import { getOAuthApp } from './oauth-apps.ts'
import type { OAuthApp } from './oauth-app.ts'
import type { WorkspacesContext } from './context.ts'
import type { Provider } from '../providers/provider.ts'

/** Sets the client ID in the query of a call if the provider requires it; replaces any other value. */
export function addClientIdParameter(
  { api: { clientIdParameter } }: Provider,
  path: string,
  app: Pick<OAuthApp, 'clientId'> | null,
): string {
  if (clientIdParameter === undefined || app === null) return path
  const mark = path.indexOf('?')
  const given = mark < 0 ? [] : path.slice(mark + 1).split('&')
  // The rest of the query stays as written.
  const kept = given.filter((pair) => pair !== '' && nameOf(pair) !== clientIdParameter)
  const query = [...kept, `${clientIdParameter}=${encodeURIComponent(app.clientId)}`].join('&')
  return `${mark < 0 ? path : path.slice(0, mark)}?${query}`
}

function nameOf(pair: string): string {
  const [name = ''] = new URLSearchParams(pair).keys()
  return name
}

/**
 * The OAuth app of a connection if calls must name it; else null.
 * @throws ProblemError oauth_app_not_found
 */
export async function oauthAppForCalls(
  context: Pick<WorkspacesContext, 'store'>,
  { api }: Provider,
  { workspaceId, oauthAppId }: { readonly workspaceId: string; readonly oauthAppId: string | null },
): Promise<OAuthApp | null> {
  return api.clientIdParameter === undefined || oauthAppId === null
    ? null
    : getOAuthApp(context, workspaceId, oauthAppId)
}
