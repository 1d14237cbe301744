import { isDeepStrictEqual } from 'node:util'
import { hashToken, newRandomToken } from '../kernel/id.ts'
import { authorizationUrl } from '../oauth/authorization-url.ts'
import { codeChallenge } from '../oauth/code-challenge.ts'
import { invalidRequest } from '../kernel/errors.ts'
import type { Locale } from '../kernel/locale.ts'
import { Secret } from '../kernel/secret.ts'
import { MINUTE } from '../kernel/time.ts'
import { newestOAuthApp } from '../workspaces/oauth-apps.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { Connection, ConnectionPermissions } from '../connections/connection.ts'
import type { ConnectSession } from './connect-session.ts'
import type { ConnectContext } from './context.ts'
import { newState } from './state.ts'

const AUTHORIZATION_REQUEST_LIFETIME_MS = 10 * MINUTE

export interface Start {
  readonly session: ConnectSession
  readonly providerSlug: string
  /** The permissions that the end user chose on the page. */
  readonly permissions: ConnectionPermissions
  /** The language of the pages that follow. */
  readonly locale: Locale | undefined
}

/** The authorization URL, and the cookie that binds the request to the browser. */
export interface Started {
  readonly url: string
  readonly state: Secret
  readonly cookie: Secret
}

/** The redirect URI. A different one per provider prevents mix-up attacks (RFC 9700 section 4.4.2). */
export function redirectUriOf(
  { publicUrl }: Pick<ConnectContext, 'publicUrl'>,
  providerSlug: string,
): string {
  return `${publicUrl()}/oauth/${providerSlug}/callback`
}

/** Stores an authorization request and returns its URL. Permissions are limited to those of the session. */
export async function startAuthorization(
  context: ConnectContext,
  { session, providerSlug, permissions, locale }: Start,
): Promise<Started> {
  if (!session.providerSlugs.includes(providerSlug))
    throw invalidRequest({ pointer: '/provider', detail: 'This page is not for that provider.' })
  const provider = definitionOf(context, providerSlug)
  const { workspaceId, connectionId } = session
  const named =
    connectionId === null ? undefined : await context.store.connections.read(workspaceId, connectionId)
  const allowed = within(session.permissions, permissions)
  const app = await newestOAuthApp(context, session.workspaceId, providerSlug)
  const [state, cookie, verifier] = [newState(locale), newRandomToken(), newRandomToken()]
  const stateHash = hashToken(state)
  const pkce = provider.authorization.pkce === 'S256'
  const encryptionContext = {
    workspaceId: session.workspaceId,
    rowId: stateHash,
    field: 'code_verifier',
  } as const
  await context.store.authorizationRequests.insert(
    {
      sessionId: session.id,
      workspaceId: session.workspaceId,
      providerSlug,
      oauthAppId: app.id,
      redirectUri: redirectUriOf(context, providerSlug),
      permissions: allowed,
      permissionsChosen: wereChosen(session, named, allowed),
      codeVerifierCiphertext: pkce ? context.encryption.encrypt(verifier, encryptionContext) : null,
      expiresAt: context.now().getTime() + AUTHORIZATION_REQUEST_LIFETIME_MS,
    },
    stateHash,
    hashToken(cookie),
  )
  const url = authorizationUrl({
    endpoint: context.outbound.browserUrl(provider.authorization.url),
    clientId: app.clientId,
    redirectUri: redirectUriOf(context, providerSlug),
    state,
    scope: provider.authorization.scopes.join(provider.authorization.scopeSeparator ?? ' ') || null,
    codeChallenge: pkce ? codeChallenge(verifier) : null,
  })
  return { url, state: new Secret(state), cookie: new Secret(cookie) }
}

/** The permissions that the connect page preselects: those of the connection to reconnect; else all that are offered, except sending. */
export function shownPermissions(
  { permissions }: ConnectSession,
  named: Connection | undefined,
): ConnectionPermissions {
  return named ? within(permissions, named.permissions) : { ...permissions, send: false }
}

/** Whether the end user changed what was preselected. Without a connect page, the session's permissions count as preselected. */
function wereChosen(
  session: ConnectSession,
  named: Connection | undefined,
  allowed: ConnectionPermissions,
): boolean {
  const nothingAsked = session.skipConnectPage && !named
  return !nothingAsked && !isDeepStrictEqual(allowed, shownPermissions(session, named))
}

/** The lower level of each permission. */
function within(most: ConnectionPermissions, chosen: ConnectionPermissions): ConnectionPermissions {
  const least = (
    a: ConnectionPermissions['reports'],
    b: ConnectionPermissions['reports'],
  ): ConnectionPermissions['reports'] =>
    a === 'none' || b === 'none' ? 'none' : a === 'read' || b === 'read' ? 'read' : 'write'
  return {
    audiences: least(most.audiences, chosen.audiences),
    campaigns: least(most.campaigns, chosen.campaigns),
    reports: least(most.reports, chosen.reports),
    send: most.send && chosen.send,
  }
}
