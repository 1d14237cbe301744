import { HubError, invalidRequest, type InvalidField } from '../errors.ts'
import { newId } from '../id.ts'
import { Secret } from '../secret.ts'
import type { Caller } from './caller.ts'
import type { App } from './connection.ts'
import type { Ports } from './ports.ts'
import type { Provider } from './provider.ts'

export function unknownProvider(providers: Ports['providers'], pointer: string): InvalidField {
  return { pointer, detail: `provider is one of ${[...providers.keys()].join(', ')}.` }
}

/** @throws HubError invalid_request */
export function providerOf({ providers }: Pick<Ports, 'providers'>, id: string): Provider {
  const provider = providers.get(id)
  if (!provider) throw invalidRequest(unknownProvider(providers, '/provider'))
  return provider
}

/** @throws HubError app_not_found */
export async function readApp(
  { store }: Pick<Ports, 'store'>,
  workspaceId: string,
  id: string,
): Promise<App> {
  const app = await store.apps.read(workspaceId, id)
  if (!app) throw new HubError('app_not_found')
  return app
}

/** The app of a provider that was registered last. @throws HubError app_not_found */
export async function newestApp(
  { store }: Pick<Ports, 'store'>,
  workspaceId: string,
  providerId: string,
): Promise<App> {
  const app = (await store.apps.list(workspaceId)).find((app) => app.providerId === providerId)
  if (!app) throw new HubError('app_not_found')
  return app
}

/** The app that is named, or the newest of the provider. @throws HubError app_not_found, also for another provider's */
export async function appFor(
  ports: Pick<Ports, 'store'>,
  workspaceId: string,
  { providerId, appId }: { readonly providerId: string; readonly appId: string | null },
): Promise<App> {
  if (appId === null) return newestApp(ports, workspaceId, providerId)
  const app = await readApp(ports, workspaceId, appId)
  if (app.providerId !== providerId) throw new HubError('app_not_found')
  return app
}

export interface NewApp {
  readonly providerId: string
  readonly clientId: string
  readonly clientSecret: Secret
  readonly name: string
}

/** @throws HubError app_exists, invalid_request */
export async function registerApp(ports: Ports, caller: Caller, input: NewApp): Promise<App> {
  const provider = providerOf(ports, input.providerId)
  if (!provider.portal.clientIdPattern.test(input.clientId))
    throw invalidRequest({ pointer: '/clientId', detail: `clientId is not a client id of ${provider.name}.` })
  const at = ports.now()
  const id = newId('app', at)
  const app: App = {
    id,
    workspaceId: caller.workspaceId,
    providerId: provider.id,
    clientId: input.clientId,
    name: input.name,
    secrets: [sealSecret(ports, { id, workspaceId: caller.workspaceId }, input.clientSecret)],
    createdAt: at.getTime(),
  }
  const data = nameInEvent(app)
  const event = { type: 'app.created', connectionId: null, actor: caller.keyId, data } as const
  if (!(await ports.store.apps.insert(app, event))) throw new HubError('app_exists')
  return app
}

/** So that an event says which, also when the app is gone. */
function nameInEvent({ id, providerId, name, clientId }: App): Record<string, string> {
  return { app: id, provider: providerId, name, clientId }
}

/** Sealed to its own row, so that no secret can be passed off as another app's. */
function sealSecret(
  ports: Ports,
  app: { id: string; workspaceId: string },
  secret: Secret,
): App['secrets'][number] {
  const at = ports.now()
  const id = newId('sec', at)
  const place = { workspaceId: app.workspaceId, rowId: id, field: 'client_secret' } as const
  return { id, sealed: ports.vault.seal(secret.reveal(), place), createdAt: at.getTime() }
}

/** Opened, newest first. */
export function clientSecretsOf({ vault }: Pick<Ports, 'vault'>, app: App): Secret[] {
  return app.secrets.map(({ id, sealed }) => {
    const place = { workspaceId: app.workspaceId, rowId: id, field: 'client_secret' } as const
    return new Secret(vault.open(sealed, place))
  })
}

/** The newest secret. */
export function clientSecretOf(ports: Pick<Ports, 'vault'>, app: App): Secret {
  const [newest] = clientSecretsOf(ports, { ...app, secrets: app.secrets.slice(0, 1) })
  if (!newest) throw new HubError('app_credentials_rejected', { detail: `app ${app.id} has no secret` })
  return newest
}

export async function addAppSecret(ports: Ports, caller: Caller, id: string, secret: Secret): Promise<App> {
  const app = await readApp(ports, caller.workspaceId, id)
  const sealed = sealSecret(ports, app, secret)
  const event = {
    type: 'app.secret_added',
    connectionId: null,
    actor: caller.keyId,
    data: nameInEvent(app),
  } as const
  await ports.store.apps.addSecret(app, sealed, event)
  // Whatever waited for a secret that works is tried with this one at once.
  await ports.store.connections.makeDue(id, ports.now().getTime())
  return readApp(ports, caller.workspaceId, id)
}

/** @throws HubError app_not_found, last_secret, not_found */
export async function removeAppSecret(
  ports: Ports,
  caller: Caller,
  id: string,
  secretId: string,
): Promise<App> {
  const app = await readApp(ports, caller.workspaceId, id)
  if (!app.secrets.some((secret) => secret.id === secretId)) throw new HubError('not_found')
  const event = {
    type: 'app.secret_removed',
    connectionId: null,
    actor: caller.keyId,
    data: nameInEvent(app),
  } as const
  const removed = await ports.store.apps.removeSecret(app, secretId, event, ports.now().getTime())
  if (!removed) throw new HubError('last_secret')
  return readApp(ports, caller.workspaceId, id)
}

/** @throws HubError app_not_found, app_in_use */
export async function removeApp(ports: Ports, caller: Caller, id: string): Promise<void> {
  const app = await readApp(ports, caller.workspaceId, id)
  const data = nameInEvent(app)
  const event = { type: 'app.deleted', connectionId: null, actor: caller.keyId, data } as const
  if (!(await ports.store.apps.remove(app, event, ports.now().getTime()))) throw new HubError('app_in_use')
}
