import { getOAuthApp } from './oauth-apps.ts'
import type { OAuthApp } from './oauth-app.ts'
import type { WorkspacesContext } from './context.ts'
import type { Provider } from '../providers/provider.ts'

/** The path of a call, naming the app where the platform wants that; whoever names another is corrected. */
export function addClientIdParameter(
  { api: { clientIdParameter } }: Provider,
  path: string,
  app: Pick<OAuthApp, 'clientId'> | null,
): string {
  if (clientIdParameter === undefined || app === null) return path
  const mark = path.indexOf('?')
  const given = mark < 0 ? [] : path.slice(mark + 1).split('&')
  // What else stands in the query stays as it is written.
  const kept = given.filter((pair) => pair !== '' && nameOf(pair) !== clientIdParameter)
  const query = [...kept, `${clientIdParameter}=${encodeURIComponent(app.clientId)}`].join('&')
  return `${mark < 0 ? path : path.slice(0, mark)}?${query}`
}

function nameOf(pair: string): string {
  const [name = ''] = new URLSearchParams(pair).keys()
  return name
}

/** The app of a connection, when calls must name it. @throws HubError oauth_app_not_found */
export async function oauthAppForCalls(
  ports: Pick<WorkspacesContext, 'store'>,
  { api }: Provider,
  { workspaceId, oauthAppId }: { readonly workspaceId: string; readonly oauthAppId: string | null },
): Promise<OAuthApp | null> {
  return api.clientIdParameter === undefined || oauthAppId === null
    ? null
    : getOAuthApp(ports, workspaceId, oauthAppId)
}
