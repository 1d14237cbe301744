import type { PlacedCredential } from '../providers/placed-credential.ts'
import type { Provider } from '../providers/provider.ts'
import { setQueryParameter } from '../providers/set-query-parameter.ts'
import { getOAuthApp } from './oauth-apps.ts'
import type { OAuthApp } from './oauth-app.ts'
import type { WorkspacesContext } from './context.ts'

/** Adds the query parameters that the provider requires in each call: the client ID, and an API key that is sent in the query. */
export function callPath(
  { api: { clientIdParameter } }: Provider,
  path: string,
  {
    app,
    placed,
  }: { readonly app: Pick<OAuthApp, 'clientId'> | null; readonly placed: Pick<PlacedCredential, 'query'> },
): string {
  let called = path
  if (clientIdParameter !== undefined && app !== null)
    called = setQueryParameter(called, clientIdParameter, app.clientId)
  for (const { name, value } of placed.query) called = setQueryParameter(called, name, value.reveal())
  return called
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
