import { HubError } from '../errors.ts'
import { refreshTokens } from '../oauth/refresh-grant.ts'
import type { ClientCredentials } from '../oauth/token-endpoint.ts'
import type { Secret } from '../secret.ts'
import { appFor, clientSecretOf, providerOf } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Account, App, Connection, TokenSet } from './connection.ts'
import { identify, type CallParts } from './identify.ts'
import { lookOrKeep, takeKept } from './kept-grants.ts'
import { insertConnection } from './new-connection.ts'
import type { Provider } from './provider.ts'
import { endByDefault, learnLifetime, NO_TOKENS, takeTokens } from './take-tokens.ts'

export interface ImportedTokens {
  readonly providerId: string
  /** null: the newest app of the provider; the tokens must have been given to it. */
  readonly appId: string | null
  readonly owner: string
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** Epoch milliseconds, if it is known. */
  readonly expiresAt: number | null
  readonly access: Access
}

/**
 * Takes over tokens that another system has obtained. The platform says whose they are before they are kept; an access
 * token that it no longer takes is renewed first, if there is a refresh token.
 * @throws HubError app_not_found, token_rejected, connection_exists, and what `identify` and a renewal throw
 */
export async function importTokens(
  parts: CallParts,
  caller: Caller,
  input: ImportedTokens,
): Promise<Connection> {
  const { ports } = parts
  const { providerId, owner, access } = input
  const provider = providerOf(ports, providerId)
  const app = await appFor(ports, caller.workspaceId, input)
  const { tokens, account } = await prove(parts, provider, app, input)
  return insertConnection(ports, caller, {
    providerId,
    appId: app.id,
    owner,
    account,
    access,
    tokens,
    apiKey: null,
  })
}

async function prove(
  parts: CallParts,
  provider: Provider,
  app: App,
  { accessToken, refreshToken, expiresAt }: ImportedTokens,
): Promise<{ tokens: TokenSet; account: Account }> {
  const { ports } = parts
  const now = ports.now().getTime()
  const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
  const { workspaceId } = app
  const kept = refreshToken && (await takeKept(ports, { workspaceId, secret: refreshToken.reveal() }))
  if (refreshToken && kept) return proveRenewed(parts, provider, app, { refreshToken, kept })
  const ended = expiresAt !== null && expiresAt <= now
  const identity = ended ? 'dead' : await identify(parts, provider, { token: accessToken, app })
  if (typeof identity === 'object') {
    // How old it is, is not known: the whole lifetime is only taken for one that can be renewed.
    const renewable = refreshToken !== null && provider.token.refresh !== 'never'
    const assumed = provider.token.defaultLifetimeSeconds === 'never' || renewable
    const end = expiresAt ?? (assumed ? endByDefault(provider, now) : undefined)
    const given = {
      accessToken,
      refreshToken,
      expiresAt: end ?? null,
      lifetimeKnown: end !== undefined,
      refreshExpiresAt: null,
      scope: null,
    }
    return { tokens: await learnLifetime(ports, provider, client, given), account: identity }
  }
  if (identity === 'account_disabled')
    throw new HubError('account_access_denied', { detail: identity, facts: { platform: provider.name } })
  if (refreshToken === null || provider.token.refresh === 'never')
    throw new HubError('token_rejected', { detail: identity })
  return proveRenewed(parts, provider, app, { refreshToken, kept: undefined })
}

/** The refresh token that was given may be spent by the renewal: what came for it is not lost with a failed look-up. */
async function proveRenewed(
  parts: CallParts,
  provider: Provider,
  app: App,
  { refreshToken, kept }: { readonly refreshToken: Secret; readonly kept: TokenSet | undefined },
): Promise<{ tokens: TokenSet; account: Account }> {
  const { ports } = parts
  const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
  const tokens = kept ?? (await renewImported(parts, provider, client, refreshToken, ports.now().getTime()))
  const spent = { workspaceId: app.workspaceId, secret: refreshToken.reveal(), platform: provider.name }
  const account = await lookOrKeep(ports, spent, tokens, async () => {
    const identity = await identify(parts, provider, { token: tokens.accessToken, app })
    if (typeof identity === 'string') throw new HubError('token_rejected', { detail: identity })
    return identity
  })
  return { tokens, account }
}

async function renewImported(
  { ports }: CallParts,
  provider: Provider,
  client: ClientCredentials,
  refreshToken: Secret,
  now: number,
): Promise<TokenSet> {
  const answer = await refreshTokens(provider.token, { ...client, refreshToken }, (url, init) =>
    ports.outbound.request(provider, url, init),
  )
  const old = { ...NO_TOKENS, refreshToken }
  return learnLifetime(ports, provider, client, takeTokens(ports, provider, { answer, old, sentAt: now }))
}
