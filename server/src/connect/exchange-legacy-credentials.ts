import type { ConnectContext } from './context.ts'
import { ProblemError } from '../kernel/errors.ts'
import { exchangeLegacyToken, type LegacyCredentials } from '../oauth/legacy-exchange.ts'
import { oauthAppFor, credentialsOf, providerOf } from '../workspaces/oauth-apps.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Connection, Labels } from '../connections/connection.ts'
import { callAsOAuthApp } from '../connections/call-as-oauth-app.ts'
import { mergeLabels } from '../connections/merge-labels.ts'
import { importTokens } from './import-tokens.ts'

export type { LegacyCredentials } from '../oauth/legacy-exchange.ts'

export interface ExchangeLegacyCredentialsInput {
  readonly providerSlug: string
  /** null: the newest OAuth app of the provider. */
  readonly oauthAppId: string | null
  readonly endUserId: string
  readonly permissions: ConnectionPermissions
  readonly labels: Labels
  readonly old: LegacyCredentials
}

/**
 * Connects an account with credentials of an older kind, which the provider exchanges for a token. They are used once and not stored.
 * @throws ProblemError unsupported_by_provider, credentials_rejected, oauth_app_not_found, and as `importTokens`
 */
export async function exchangeLegacyCredentials(
  context: ConnectContext,
  principal: Principal,
  { old, ...input }: ExchangeLegacyCredentialsInput,
): Promise<Connection> {
  // Validates the labels before the provider uses up the credentials.
  mergeLabels({}, input.labels)
  const provider = providerOf(context, input.providerSlug)
  if (!provider.legacyExchange)
    throw new ProblemError('unsupported_by_provider', {
      provider,
      facts: { capability: 'an exchange of legacy credentials' },
    })
  const app = await oauthAppFor(context, principal.workspaceId, input)
  const { legacyExchange } = provider
  const accessToken = await callAsOAuthApp(context, provider, credentialsOf(context, app), (client, send) =>
    exchangeLegacyToken(legacyExchange, client, old, { send, now: context.now() }),
  )
  const tokens = { accessToken, refreshToken: null, expiresAt: null }
  return importTokens(context, principal, { ...input, ...tokens, oauthAppId: app.id }, 'legacy_exchange')
}
