import { definitionOf } from '../providers/definition-of.ts'
import { ProblemError } from '../kernel/errors.ts'
import { requestDeviceToken, requestDeviceAuthorization } from '../oauth/device-grant.ts'
import { Secret } from '../kernel/secret.ts'
import { SECOND } from '../kernel/time.ts'
import { credentialsOf, newestOAuthApp, providerOf, getOAuthApp } from '../workspaces/oauth-apps.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Connection, Labels, TokenSet } from '../connections/connection.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import { requireAccount } from '../connections/account-lookup.ts'
import { callAsOAuthApp } from '../connections/call-as-oauth-app.ts'
import { keepingTokens, takeKept, type HoldTokens } from './kept-grants.ts'
import { mergeLabels } from '../connections/merge-labels.ts'
import { saveConnection } from '../connections/save-connection.ts'
import type { ConnectContext } from './context.ts'
import { assertOwnEndUser } from '../connections/get-connection.ts'
import { allowsHost, type Provider } from '../providers/provider.ts'
import { learnLifetime, NO_TOKENS, takeTokens } from '../connections/take-tokens.ts'

/*
 * Device authorization (RFC 8628): the end user enters a code on another device. The returned device code holds the encrypted state,
 * so that nothing is stored before the end user has finished.
 */

export interface NewDeviceAuthorization {
  readonly providerSlug: string
  readonly endUserId: string
  readonly permissions: ConnectionPermissions
  readonly labels: Labels
}

/** The content of our device code, encrypted in it. `deviceCode` is the provider's. */
interface Waiting extends NewDeviceAuthorization {
  readonly oauthAppId: string
  readonly endUsersVersion: number
  readonly deviceCode: string
  readonly expiresAt: number
}

/** What the end user needs, after RFC 8628 section 3.2. */
export interface DeviceAuthorization {
  /** Ours: it contains the provider's, encrypted. */
  readonly deviceCode: Secret
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete: string | null
  /** Epoch milliseconds. */
  readonly expiresAt: number
  readonly intervalSeconds: number
}

const encryptionContextOf = (workspaceId: string) =>
  ({ workspaceId, rowId: 'device', field: 'device_code' }) as const

/**
 * Starts a device authorization at the provider.
 * @throws ProblemError invalid_request (too many labels), unsupported_by_provider, oauth_app_not_found, insufficient_role, and as
 *   `requestDeviceAuthorization`
 */
export async function createDeviceAuthorization(
  context: ConnectContext,
  principal: Principal,
  { providerSlug, endUserId, permissions, labels: given }: NewDeviceAuthorization,
): Promise<DeviceAuthorization> {
  const labels = mergeLabels({}, given)
  assertOwnEndUser(principal, endUserId)
  const endUsersVersion = await context.store.connections.endUsersVersion(principal.workspaceId)
  const provider = providerOf(context, providerSlug)
  const { deviceAuthorizationUrl, scopes, scopeSeparator = ' ' } = provider.authorization
  if (deviceAuthorizationUrl === undefined)
    throw new ProblemError('unsupported_by_provider', {
      provider,
      facts: { capability: 'device authorization' },
    })
  const app = await newestOAuthApp(context, principal.workspaceId, providerSlug)
  const asked = { url: deviceAuthorizationUrl, scope: scopes.join(scopeSeparator) }
  const started = await callAsOAuthApp(context, provider, credentialsOf(context, app), (client, send) =>
    requestDeviceAuthorization(provider.token, { ...client, ...asked }, send),
  )
  const expiresAt = context.now().getTime() + started.expiresInSeconds * SECOND
  const waiting: Waiting = {
    providerSlug,
    oauthAppId: app.id,
    endUserId,
    permissions,
    labels,
    endUsersVersion,
    deviceCode: started.deviceCode.reveal(),
    expiresAt,
  }
  const ciphertext = context.encryption.encrypt(
    JSON.stringify(waiting),
    encryptionContextOf(principal.workspaceId),
  )
  const { verificationUri, verificationUriComplete: complete } = started
  return {
    deviceCode: new Secret(`lld_${Buffer.from(ciphertext).toString('base64url')}`),
    userCode: started.userCode,
    verificationUri: pageOf(context, provider, verificationUri),
    verificationUriComplete: complete && pageOf(context, provider, complete),
    expiresAt,
    intervalSeconds: started.intervalSeconds,
  }
}

/**
 * Polls the provider once, and saves the connection when the end user has authorized it.
 * @param handle our device code
 * @returns undefined while the authorization is pending
 * @throws ProblemError device_code_invalid, device_code_expired, access_denied, account_lookup_delayed, end_user_removed, and as `requireAccount`
 */
export async function pollDeviceAuthorization(
  context: ConnectContext,
  principal: Principal,
  handle: Secret,
): Promise<Connection | undefined> {
  const waiting = openDeviceCode(context, principal, handle)
  const { providerSlug, oauthAppId, endUserId, permissions, labels, endUsersVersion } = waiting
  const provider = definitionOf(context, providerSlug)
  const app = await getOAuthApp(context, principal.workspaceId, oauthAppId)
  const { workspaceId } = principal
  const secret = handle.reveal()
  const spent = { workspaceId, secret, provider, oauthAppId }
  const kept = await takeKept(context, spent)
  return keepingTokens(context, spent, kept, async (hold) => {
    const tokens = kept ?? (await poll(context, provider, app, { waiting, hold }))
    if (!tokens) return undefined
    const account = await requireAccount(context, provider, { token: tokens.accessToken, app })
    const made = { providerSlug, oauthAppId, endUserId, account, permissions, labels, tokens, apiKey: null }
    return saveConnection(context, principal, made, { method: 'device', endUsersVersion, ifKnown: 'update' })
  })
}

/** Returns undefined while the authorization is pending. */
async function poll(
  context: ConnectContext,
  provider: Provider,
  app: OAuthApp,
  { waiting, hold }: { readonly waiting: Waiting; readonly hold: HoldTokens },
): Promise<TokenSet | undefined> {
  const sentAt = context.now().getTime()
  if (waiting.expiresAt <= sentAt) throw new ProblemError('device_code_expired')
  const credentials = credentialsOf(context, app)
  const deviceCode = new Secret(waiting.deviceCode)
  const answer = await callAsOAuthApp(context, provider, credentials, (client, send) =>
    requestDeviceToken(provider.token, { ...client, deviceCode }, send),
  )
  if (!answer) return undefined
  const given = takeTokens(context, provider, { answer, old: NO_TOKENS, sentAt })
  hold(given)
  return learnLifetime(context, provider, credentials, given)
}

function openDeviceCode({ encryption }: ConnectContext, { workspaceId }: Principal, handle: Secret): Waiting {
  try {
    const ciphertext = Buffer.from(handle.reveal().replace(/^lld_/, ''), 'base64url')
    return JSON.parse(encryption.decrypt(ciphertext, encryptionContextOf(workspaceId))) as Waiting
  } catch (cause) {
    throw new ProblemError('device_code_invalid', { cause })
  }
}

/** The verification URL for the browser. It must be an https URL on one of the provider's hosts. */
function pageOf({ outbound }: ConnectContext, provider: Provider, url: string): string {
  const host = URL.canParse(url) && new URL(url).protocol === 'https:' ? new URL(url).hostname : ''
  if (!allowsHost(provider, host))
    throw new ProblemError('provider_response_invalid', {
      detail: `${host} is not a host of ${provider.id}`,
      provider,
    })
  return outbound.browserUrl(url)
}
