import { definitionOf } from '../providers/definition-of.ts'
import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import { hashToken, newId, newRandomToken } from '../kernel/id.ts'
import { SECOND } from '../kernel/time.ts'
import { newestOAuthApp, unknownProvider } from '../workspaces/oauth-apps.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions } from '../connections/connection.ts'
import type { ConnectSession } from './connect-session.ts'
import type { ConnectContext } from './context.ts'
import { assertOwnEndUser } from '../connections/get-connection.ts'
import { mergeLabels } from '../connections/merge-labels.ts'
import { assertReturnUrl } from '../workspaces/return-url.ts'

export interface CreateConnectSessionInput {
  readonly endUserId: string
  readonly returnUrl: string
  /** null: every provider that has an OAuth app. */
  readonly providerSlugs: readonly string[] | null
  /** null: those of the connection to reconnect, else `DEFAULT_PERMISSIONS`. */
  readonly permissions: ConnectionPermissions | null
  /** The connection to reconnect; null: none is named. */
  readonly connectionId: string | null
  readonly labels: Readonly<Record<string, string>>
  readonly skipConnectPage: boolean
  readonly expiresInSeconds: number
  /** The language of the connect page; null: that of the end user’s browser. */
  readonly locale: string | null
}

/** Everything except sending campaigns. */
export const DEFAULT_PERMISSIONS: ConnectionPermissions = {
  audiences: 'write',
  campaigns: 'write',
  reports: 'read',
  send: false,
}

/**
 * Creates a connect session and its link.
 * @throws ProblemError return_url_not_allowed, oauth_app_not_found, connection_not_found, invalid_request
 */
export async function createConnectSession(
  context: ConnectContext,
  principal: Principal,
  input: CreateConnectSessionInput,
): Promise<{ session: ConnectSession; url: string }> {
  const { store, now, publicUrl } = context
  const { workspaceId } = principal
  assertOwnEndUser(principal, input.endUserId)
  const workspace = await store.workspaces.read(workspaceId)
  if (!workspace)
    throw new ProblemError('internal_error', {
      detail: `principal ${principal.principalId} has no workspace`,
    })
  // The dashboard's own page needs no entry in the list.
  if (input.returnUrl !== `${context.publicUrl()}/connections/complete`)
    assertReturnUrl(input.returnUrl, workspace)
  const toReconnect =
    input.connectionId === null ? null : await store.connections.read(workspaceId, input.connectionId)
  if (toReconnect === undefined || (toReconnect && toReconnect.endUserId !== input.endUserId))
    throw new ProblemError('connection_not_found')
  // Too many labels are rejected now: after the end user's consent, the new ones would be dropped.
  mergeLabels(toReconnect?.labels ?? {}, input.labels)
  const at = now()
  const token = `llc_${newRandomToken()}`
  const providerSlugs = toReconnect
    ? [definitionOf(context, toReconnect.providerSlug).id]
    : await choose(context, workspaceId, input.providerSlugs)
  if (input.skipConnectPage && providerSlugs.length !== 1)
    throw invalidRequest({
      pointer: '/skipConnectPage',
      detail: 'skipConnectPage requires exactly one provider.',
    })
  const session: ConnectSession = {
    id: newId('cs', at),
    workspaceId,
    endUserId: input.endUserId,
    providerSlugs,
    permissions: input.permissions ?? toReconnect?.permissions ?? DEFAULT_PERMISSIONS,
    returnUrl: input.returnUrl,
    connectionId: toReconnect?.id ?? null,
    labels: input.labels,
    skipConnectPage: input.skipConnectPage,
    openedAt: null,
    completedAt: null,
    expiresAt: at.getTime() + input.expiresInSeconds * SECOND,
  }
  await store.connectSessions.insert(session, hashToken(token), at.getTime())
  const link = new URL(`${publicUrl()}/connect/link/${token}`)
  // In the link, not in the session: each page passes it on to the next.
  if (input.locale !== null) link.searchParams.set('locale', input.locale)
  return { session, url: link.href }
}

/** The requested providers, each of which needs an OAuth app; by default all that have one. */
async function choose(
  context: ConnectContext,
  workspaceId: string,
  asked: readonly string[] | null,
): Promise<string[]> {
  if (asked) {
    const unknown = asked.flatMap((id, index) =>
      context.providers.has(id) ? [] : [unknownProvider(context.providers, `/providers/${index}`)],
    )
    if (unknown.length > 0) throw invalidRequest(...unknown)
    for (const id of asked) await newestOAuthApp(context, workspaceId, id)
    return [...asked]
  }
  const apps = await context.store.oauthApps.list(workspaceId)
  const ids = [...context.providers.keys()].filter((id) => apps.some((app) => app.providerSlug === id))
  if (ids.length === 0) throw new ProblemError('oauth_app_not_found')
  return ids
}
