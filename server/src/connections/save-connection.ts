import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ProblemError } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import type { Secret } from '../kernel/secret.ts'
import { getOAuthApp } from '../workspaces/oauth-apps.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Account, Connection, Labels, TokenSet } from './connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { ConnectionsContext } from './context.ts'
import { addLabels } from './merge-labels.ts'
import type { SaveGuard } from './connection-repository.ts'
import { ASSUMED_LIFETIME_MS, isRefreshTokenRejected, nextDueAt } from './refresh-policy.ts'
import { revokeReplaced } from './revoke-replaced.ts'
import { parseScopes } from '../providers/granted-scopes.ts'
import { decryptTokenSet, encryptApiKey, encryptTokenSet } from './encrypted-credentials.ts'

export interface NewConnection {
  readonly providerSlug: string
  readonly oauthAppId: string | null
  readonly endUserId: string
  readonly account: Account
  readonly permissions: ConnectionPermissions
  /** Added to the connection; its other labels stay. */
  readonly labels: Labels
  /** At least one of the two is present. */
  readonly tokens: TokenSet | null
  readonly apiKey: Secret | null
}

/** How an account was connected. */
export type ConnectMethod = 'connect_session' | 'device' | 'api_key' | 'import' | 'legacy_exchange'

export interface HowToSave {
  readonly method: ConnectMethod
  /** `ConnectionRepository.endUsersVersion`, read before anything else: an end user erased since then gets no connection. */
  readonly endUsersVersion: number
  /** What to do if the end user has a connection to this account already. */
  readonly ifKnown: 'reject' | 'update'
  /** Whether the end user chose the permissions; otherwise a known connection keeps its own. */
  readonly permissionsChosen?: boolean
  /** The connect session that is completed with it. */
  readonly session?: SessionToComplete
}

export interface SessionToComplete {
  readonly id: string
  /** The connection to reconnect; null: none was named. */
  readonly connectionId: string | null
  /** An account that replaces the one of that connection, since the end user accepted it. */
  readonly acceptAccountId: string | null
}

/**
 * Saves a connection whose credential has been verified, with its events. Updates the end user's connection to this account if there is
 * one, so that there is never a second one. Starts over if another request has changed what was read.
 * @throws ProblemError connection_exists, account_mismatch, end_user_removed, oauth_app_not_found
 */
export async function saveConnection(
  context: ConnectionsContext,
  principal: Principal,
  input: NewConnection,
  how: HowToSave,
): Promise<Connection> {
  const { workspaceId } = principal
  const { tokens } = input
  const known = await findKnown(context, workspaceId, input, how.session)
  if (known && how.ifKnown === 'reject')
    throw new ProblemError('connection_exists', { facts: { connectionId: known.id } })
  const permissions = (how.permissionsChosen !== true && known?.permissions) || input.permissions
  const labels = addLabels(known?.labels ?? {}, input.labels)
  const connection = connectionOf(context, workspaceId, { ...input, permissions, labels }, known)
  const credential = tokens ? 'oauth' : 'api_key'
  const events = eventsOfSaving(principal, connection, known, { credential, method: how.method })
  const guard = guardOfSaving(tokens, connection)
  const { endUsersVersion } = how
  const { connections } = context.store
  if (await connections.save(connection, how.session?.id ?? null, events, { guard, endUsersVersion })) {
    if (known && known.account.id !== connection.account.id) await revokeReplaced(context, known)
    return connection
  }
  const newest = await connections.endUsersVersion(workspaceId)
  if (await connections.wasRemovedSince(workspaceId, input.endUserId, endUsersVersion))
    throw new ProblemError('end_user_removed')
  if (connection.oauthAppId !== null) await getOAuthApp(context, workspaceId, connection.oauthAppId)
  if (guard === 'not_leased') await sleep(SOON_MS)
  return saveConnection(context, principal, input, { ...how, endUsersVersion: newest })
}

/**
 * The connection that is updated: the end user's connection to this account, or the one that the session names.
 * @throws ProblemError account_mismatch
 */
async function findKnown(
  { store: { connections } }: ConnectionsContext,
  workspaceId: string,
  { providerSlug, endUserId, account }: NewConnection,
  session: SessionToComplete | undefined,
): Promise<Connection | undefined> {
  const id = session?.connectionId ?? null
  const named = id === null ? undefined : await connections.read(workspaceId, id)
  if (named && named.account.id !== account.id && session?.acceptAccountId !== account.id)
    throw accountMismatch(account, named)
  const key = { workspaceId, providerSlug, endUserId, accountId: account.id }
  return (await connections.findByAccount(key)) ?? named
}

/** The error that asks whether `account` replaces the account of a connection. */
export function accountMismatch(account: Account, { account: current }: Connection): ProblemError {
  return new ProblemError('account_mismatch', {
    facts: { accountId: account.id, accountName: account.name, currentAccountName: current.name },
  })
}

/** How long to wait for another process that is refreshing the token set to keep. */
const SOON_MS = 200

/** The events of a saved connection: created or reconnected, and changed permissions and labels. */
function eventsOfSaving(
  { principalId: actor }: Principal,
  { id: connectionId, account, permissions, labels }: Connection,
  known: Connection | undefined,
  data: { readonly credential: 'oauth' | 'api_key'; readonly method: ConnectMethod },
): NewEvent[] {
  const of = { connectionId, actor }
  if (!known) return [{ ...of, type: 'connection.created', data }]
  const previousAccountId = known.account.id === account.id ? null : known.account.id
  const saved: NewEvent = { ...of, type: 'connection.reconnected', data: { ...data, previousAccountId } }
  const events: NewEvent[] = [saved]
  if (!isDeepStrictEqual(known.permissions, permissions))
    events.push({
      ...of,
      type: 'connection.permissions_updated',
      data: { from: known.permissions, to: permissions },
    })
  if (!isDeepStrictEqual(known.labels, labels))
    events.push({ ...of, type: 'connection.labels_updated', data: { from: known.labels, to: labels } })
  return events
}

/** A kept refresh token must not have changed since it was read. */
function guardOfSaving(tokens: TokenSet | null, { refreshType }: Connection): SaveGuard {
  return tokens !== null && tokens.refreshToken === null && refreshType !== 'none' ? 'not_leased' : 'version'
}

/** The row to save: a new connection, or an update of `known` under its ID. */
function connectionOf(
  context: ConnectionsContext,
  workspaceId: string,
  { providerSlug, oauthAppId, endUserId, account, permissions, labels, tokens, apiKey }: NewConnection,
  known: Connection | undefined,
): Connection {
  const at = context.now()
  const now = at.getTime()
  // The API key stays as fallback, unless the connection moved to another account.
  const kept = known?.account.id === account.id ? known : undefined
  const id = known?.id ?? newId('conn', at)
  const { refresh } = definitionOf(context, providerSlug).token
  const all = tokens && kept ? withKeptRefreshToken(context, tokens, kept, oauthAppId) : tokens
  const ends = {
    refreshType: all?.refreshToken ? refresh : 'none',
    accessTokenExpiresAt: all?.expiresAt ?? null,
    assumedLifetimeMs: all && !all.lifetimeKnown ? (kept?.assumedLifetimeMs ?? ASSUMED_LIFETIME_MS) : null,
    refreshExpiresAt: all?.refreshToken ? all.refreshExpiresAt : null,
  } as const
  return {
    ...ends,
    id,
    workspaceId,
    providerSlug,
    oauthAppId,
    endUserId,
    account,
    permissions,
    labels,
    tokenSetCiphertext: all && encryptTokenSet(context, { id, workspaceId }, all),
    previousTokenSetCiphertext: null,
    reason: tokens ? null : 'not_connected',
    tokenSetVersion: known?.tokenSetVersion ?? 1,
    apiKeyCiphertext: apiKey
      ? encryptApiKey(context, { id, workspaceId }, apiKey)
      : (kept?.apiKeyCiphertext ?? null),
    apiKeyReason: apiKey ? null : (kept?.apiKeyReason ?? null),
    fencingToken: known?.fencingToken ?? 0,
    refreshStartedAt: null,
    dueAt: nextDueAt(ends, { now, expiringSoonMs: context.expiringSoonMs, random: Math.random() }),
    health: {},
    failedCheck: null,
    disconnectReport: null,
    grantedScopes: parseScopes(tokens?.scope ?? null),
    version: (known?.version ?? 0) + 1,
    connectedAt: now,
    lastCheckedAt: now,
    lastCallAt: known?.lastCallAt ?? null,
    createdAt: known?.createdAt ?? now,
  }
}

/**
 * Some providers issue a refresh token only the first time. The stored one stays valid for the same account, unless it belongs to another
 * OAuth app or was rejected.
 */
function withKeptRefreshToken(
  context: ConnectionsContext,
  tokens: TokenSet,
  known: Connection,
  newAppId: string | null,
): TokenSet {
  const { id, workspaceId, oauthAppId, reason, tokenSetCiphertext } = known
  const ended =
    isRefreshTokenRejected(known) ||
    (reason !== null && reason !== 'oauth_app_rejected' && reason !== 'account_disabled')
  if (tokens.refreshToken !== null || tokenSetCiphertext === null || oauthAppId !== newAppId || ended)
    return tokens
  try {
    const { refreshToken, refreshExpiresAt } = decryptTokenSet(
      context,
      { id, workspaceId },
      tokenSetCiphertext,
    )
    return { ...tokens, refreshToken, refreshExpiresAt }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    context.log.warn({ connectionId: id, errorCode: error.code }, 'stored refresh token not kept')
    return tokens
  }
}
