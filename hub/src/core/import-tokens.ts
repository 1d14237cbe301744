import { HubError } from '../errors.ts'
import { refreshTokens } from '../oauth/refresh-grant.ts'
import type { Secret } from '../secret.ts'
import { SECOND } from '../time.ts'
import { appFor, clientSecretOf, providerOf } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Account, App, Connection, TokenSet } from './connection.ts'
import { askTokenInfo, identify, type CallParts } from './identify.ts'
import { insertConnection } from './new-connection.ts'
import type { Provider } from './provider.ts'
import { takeTokens } from './take-tokens.ts'

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
  const now = parts.ports.now().getTime()
  const given = { accessToken, refreshToken, expiresAt, scope: null }
  const ended = expiresAt !== null && expiresAt <= now
  const identity = ended ? 'dead' : await identify(parts, provider, { token: accessToken, app })
  if (typeof identity === 'object') {
    // A token that ends, of which nobody has said when, is renewed soon: so it is known.
    const { refresh, defaultLifetimeSeconds } = provider.token
    const unknown = expiresAt === null && refreshToken !== null && refresh !== 'never'
    const assumed =
      unknown && defaultLifetimeSeconds !== undefined ? now + defaultLifetimeSeconds * 1000 : expiresAt
    const told = assumed === null ? await endOf(parts, provider, accessToken, now) : assumed
    return { tokens: { ...given, expiresAt: told }, account: identity }
  }
  if (refreshToken === null || provider.token.refresh === 'never')
    throw new HubError('token_rejected', { detail: identity })
  const tokens = await renewImported(parts, provider, app, refreshToken, now)
  const account = await identify(parts, provider, { token: tokens.accessToken, app })
  if (typeof account === 'string') throw new HubError('token_rejected', { detail: account })
  return { tokens, account }
}

/** When a token ends, where the platform can be asked. */
async function endOf(
  { ports }: CallParts,
  provider: Provider,
  token: Secret,
  now: number,
): Promise<number | null> {
  const { tokenInfo } = provider.identify
  const facts = tokenInfo && (await askTokenInfo(ports, provider, tokenInfo, token))
  const lifetime = facts?.lifetimeSeconds ?? null
  return lifetime === null ? null : now + lifetime * SECOND
}

async function renewImported(
  { ports }: CallParts,
  provider: Provider,
  app: App,
  refreshToken: Secret,
  now: number,
): Promise<TokenSet> {
  const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
  const answer = await refreshTokens(provider.token, { ...client, refreshToken }, (url, init) =>
    ports.outbound.request(provider, url, init),
  )
  return takeTokens(ports, provider, answer, { refreshToken, scope: null }, now)
}
