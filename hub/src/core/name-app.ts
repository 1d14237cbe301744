import { readApp } from './apps.ts'
import type { App } from './connection.ts'
import type { Ports } from './ports.ts'
import type { Provider } from './provider.ts'

/** The path of a call, naming the app where the platform wants that; whoever names another is corrected. */
export function nameApp(
  { api: { clientIdParameter } }: Provider,
  path: string,
  app: Pick<App, 'clientId'> | null,
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

/** The app of a connection, when calls must name it. @throws HubError app_not_found */
export async function appToName(
  ports: Pick<Ports, 'store'>,
  { api }: Provider,
  { workspaceId, appId }: { readonly workspaceId: string; readonly appId: string | null },
): Promise<App | null> {
  return api.clientIdParameter === undefined || appId === null ? null : readApp(ports, workspaceId, appId)
}
