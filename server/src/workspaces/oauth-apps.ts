import type { EventData } from './event-data.ts'
import { ProblemError, invalidRequest, type InvalidField } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import type { Principal } from './principal.ts'
import type { OAuthApp } from './oauth-app.ts'
import type { WorkspacesContext } from './context.ts'
import type { Provider } from '../providers/provider.ts'

/** The error of a field with an unknown provider. @param pointer of the field (RFC 6901) */
export function unknownProvider(providers: WorkspacesContext['providers'], pointer: string): InvalidField {
  return { pointer, detail: `provider is one of ${[...providers.keys()].join(', ')}.` }
}

/** The provider that a request names; `definitionOf` is for stored rows. @throws ProblemError invalid_request */
export function providerOf({ providers }: Pick<WorkspacesContext, 'providers'>, id: string): Provider {
  const provider = providers.get(id)
  if (!provider) throw invalidRequest(unknownProvider(providers, '/provider'))
  return provider
}

/** @throws ProblemError oauth_app_not_found */
export async function getOAuthApp(
  { store }: Pick<WorkspacesContext, 'store'>,
  workspaceId: string,
  id: string,
): Promise<OAuthApp> {
  const app = await store.oauthApps.read(workspaceId, id)
  if (!app) throw new ProblemError('oauth_app_not_found')
  return app
}

/**
 * The newest OAuth app of a provider.
 * @throws ProblemError oauth_app_not_found
 */
export async function newestOAuthApp(
  { store }: Pick<WorkspacesContext, 'store'>,
  workspaceId: string,
  providerSlug: string,
): Promise<OAuthApp> {
  const app = (await store.oauthApps.list(workspaceId)).find((app) => app.providerSlug === providerSlug)
  if (!app) throw new ProblemError('oauth_app_not_found')
  return app
}

/**
 * The given OAuth app, or the newest of the provider.
 * @throws ProblemError oauth_app_not_found, also for an app of another provider
 */
export async function oauthAppFor(
  context: Pick<WorkspacesContext, 'store'>,
  workspaceId: string,
  { providerSlug, oauthAppId }: { readonly providerSlug: string; readonly oauthAppId: string | null },
): Promise<OAuthApp> {
  if (oauthAppId === null) return newestOAuthApp(context, workspaceId, providerSlug)
  const app = await getOAuthApp(context, workspaceId, oauthAppId)
  if (app.providerSlug !== providerSlug) throw new ProblemError('oauth_app_not_found')
  return app
}

export interface CreateOAuthAppInput {
  readonly providerSlug: string
  readonly clientId: string
  readonly clientSecret: Secret
  readonly name: string
}

/** @throws ProblemError oauth_app_exists, invalid_request */
export async function createOAuthApp(
  context: WorkspacesContext,
  principal: Principal,
  input: CreateOAuthAppInput,
): Promise<OAuthApp> {
  const provider = providerOf(context, input.providerSlug)
  if (!provider.developerPortal.clientIdPattern.test(input.clientId))
    throw invalidRequest({ pointer: '/clientId', detail: `clientId is not a client ID of ${provider.name}.` })
  const at = context.now()
  const id = newId('app', at)
  const app: OAuthApp = {
    id,
    workspaceId: principal.workspaceId,
    providerSlug: provider.id,
    clientId: input.clientId,
    name: input.name,
    clientSecrets: [encryptSecret(context, { id, workspaceId: principal.workspaceId }, input.clientSecret)],
    secretsVersion: 0,
    createdAt: at.getTime(),
  }
  const data = nameInEvent(app)
  const event = { type: 'oauth_app.created', connectionId: null, actor: principal.principalId, data } as const
  if (!(await context.store.oauthApps.insert(app, event))) throw new ProblemError('oauth_app_exists')
  return app
}

/** Event data that identifies the OAuth app even after its deletion. */
function nameInEvent({ id, providerSlug, name, clientId }: OAuthApp): EventData['oauth_app.deleted'] {
  return { oauthAppId: id, provider: providerSlug, name, clientId }
}

/** Encrypts a client secret, bound to its own row: it cannot be moved to another OAuth app. */
function encryptSecret(
  context: WorkspacesContext,
  app: { id: string; workspaceId: string },
  secret: Secret,
): OAuthApp['clientSecrets'][number] {
  const at = context.now()
  const id = newId('sec', at)
  const encryptionContext = { workspaceId: app.workspaceId, rowId: id, field: 'client_secret' } as const
  return {
    id,
    ciphertext: context.encryption.encrypt(secret.reveal(), encryptionContext),
    createdAt: at.getTime(),
  }
}

/** The client credentials of an OAuth app. */
export interface OAuthAppCredentials {
  readonly clientId: string
  /** Newest first. */
  readonly clientSecrets: readonly Secret[]
}

/** @throws ProblemError decryption_failed */
export function credentialsOf(
  { encryption }: Pick<WorkspacesContext, 'encryption'>,
  { workspaceId, clientId, clientSecrets: secrets }: OAuthApp,
): OAuthAppCredentials {
  const clientSecrets = secrets.map(({ id, ciphertext }) => {
    const encryptionContext = { workspaceId, rowId: id, field: 'client_secret' } as const
    return new Secret(encryption.decrypt(ciphertext, encryptionContext))
  })
  return { clientId, clientSecrets }
}

/** Adds a client secret, which is tried first from now on. @throws ProblemError oauth_app_not_found */
export async function addClientSecret(
  context: WorkspacesContext,
  principal: Principal,
  id: string,
  secret: Secret,
): Promise<OAuthApp> {
  const app = await getOAuthApp(context, principal.workspaceId, id)
  const encrypted = encryptSecret(context, app, secret)
  const event = {
    type: 'oauth_app.client_secret_added',
    connectionId: null,
    actor: principal.principalId,
    data: { ...nameInEvent(app), clientSecretId: encrypted.id },
  } as const
  if (!(await context.store.oauthApps.addSecret(app, encrypted, event)))
    throw new ProblemError('oauth_app_not_found')
  // Connections that wait for a working secret are refreshed with this one immediately; the response does not wait for that.
  context.store.connections
    .makeDue(id, context.now().getTime())
    .catch((err: unknown) => context.log.error({ err }, 'making connections due failed'))
  return getOAuthApp(context, principal.workspaceId, id)
}

/** @throws ProblemError oauth_app_not_found, client_secret_required, not_found */
export async function removeClientSecret(
  context: WorkspacesContext,
  principal: Principal,
  id: string,
  secretId: string,
): Promise<OAuthApp> {
  const app = await getOAuthApp(context, principal.workspaceId, id)
  if (!app.clientSecrets.some((secret) => secret.id === secretId)) throw new ProblemError('not_found')
  if (app.clientSecrets.length === 1) throw new ProblemError('client_secret_required')
  const event = {
    type: 'oauth_app.client_secret_removed',
    connectionId: null,
    actor: principal.principalId,
    data: { ...nameInEvent(app), clientSecretId: secretId },
  } as const
  // Another request has added or removed a secret: check again whether this is the last one.
  return (await context.store.oauthApps.removeSecret(app, secretId, event, context.now().getTime()))
    ? getOAuthApp(context, principal.workspaceId, id)
    : removeClientSecret(context, principal, id, secretId)
}

/** @throws ProblemError oauth_app_not_found, oauth_app_in_use */
export async function deleteOAuthApp(
  context: WorkspacesContext,
  principal: Principal,
  id: string,
): Promise<void> {
  const app = await getOAuthApp(context, principal.workspaceId, id)
  const data = nameInEvent(app)
  const event = { type: 'oauth_app.deleted', connectionId: null, actor: principal.principalId, data } as const
  if (!(await context.store.oauthApps.remove(app, event, context.now().getTime())))
    throw new ProblemError('oauth_app_in_use')
}
