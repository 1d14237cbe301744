import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { Provider, type Configuration } from 'oidc-provider'
import type { AssistantGrants } from './assistant-grants.ts'
import type { Encryption } from '../encryption/encryption.ts'
import type { PublicFetch } from '../outbound/public-request.ts'
import type { Log } from '../kernel/log.ts'
import type { Sql } from '../store/sql/sql.ts'
import { createMetadataFetch } from './metadata-fetch.ts'
import { adjustProvider } from './adjust-provider.ts'
import { consentPolicy } from './consent-policy.ts'
import { showError } from './pages.ts'
import { providerFeatures } from './provider-features.ts'
import { createOidcAdapter } from './oidc-adapter.ts'
import { AUTHORIZE_PATH } from './paths.ts'
import { memberAt } from '../kernel/member-at.ts'

export interface ProviderOptions {
  readonly sql: Sql
  readonly encryption: Encryption
  readonly now: () => Date
  readonly log: Log
  /** The public URL, which is the issuer; without a path, as clients expect. */
  readonly publicUrl: string
  readonly publicFetch: PublicFetch
  /** 32 bytes each, newest first: for cookies, and for the signing key that oidc-provider requires. */
  readonly secrets: readonly Uint8Array[]
  /** Records that a grant ended without a request of its user. The grant's ID is the assistant's. */
  readonly ended: AssistantGrants['end']
}

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 60 * MINUTE_SECONDS
const DAY_SECONDS = 24 * HOUR_SECONDS

const ROUTES = {
  authorization: AUTHORIZE_PATH,
  token: '/oauth2/token',
  registration: '/oauth2/register',
  revocation: '/oauth2/revoke',
  jwks: '/oauth2/jwks',
  device_authorization: '/oauth2/device_authorization',
  code_verification: '/device',
}

const COOKIE_NAMES = {
  session: 'letterlock.oidc_session',
  interaction: 'letterlock.oidc_interaction',
  resume: 'letterlock.oidc_resume',
}

/** In seconds. */
const LIFETIMES = {
  AuthorizationCode: MINUTE_SECONDS,
  AccessToken: HOUR_SECONDS,
  RefreshToken: 30 * DAY_SECONDS,
  DeviceCode: 10 * MINUTE_SECONDS,
  Interaction: 30 * MINUTE_SECONDS,
  Session: 30 * MINUTE_SECONDS,
  Grant: 365 * DAY_SECONDS,
}

/** Configures `oidc-provider` as an authorization server for assistants: opaque tokens for the MCP endpoints, consent each time. */
export function createProvider(options: ProviderOptions): Provider {
  const { publicUrl, publicFetch, secrets, log } = options
  const secret = secrets[0] ?? new Uint8Array(32)
  const resource = `${publicUrl}/mcp`
  const configuration: Configuration = {
    adapter: createOidcAdapter(options),
    routes: ROUTES,
    scopes: [],
    claims: {},
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_post', 'client_secret_basic'],
    clientDefaults: { id_token_signed_response_alg: 'EdDSA' },
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    pkce: { required: () => true },
    jwks: { keys: [signingKey(secret)] },
    cookies: {
      keys: secrets.map((secret) => Buffer.from(secret).toString('base64url')),
      names: COOKIE_NAMES,
      short: { httpOnly: true, sameSite: 'lax', signed: true },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    ttl: LIFETIMES,
    rotateRefreshToken: true,
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    // Each consent is a grant of its own, so revoking one token revokes the grant.
    revokeGrantPolicy: () => true,
    clientBasedCORS: () => true,
    allowOmittingSingleRegisteredRedirectUri: false,
    features: providerFeatures(resource),
    interactions: { url: (_context, { uid }) => `/consent/${uid}`, policy: consentPolicy() },
    // Each consent creates a new grant; earlier grants are not extended.
    loadExistingGrant: ({ oidc }) => {
      const grantId = memberAt(oidc.result, 'consent.grantId')
      return typeof grantId === 'string' ? oidc.provider.Grant.find(grantId) : undefined
    },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    fetch: createMetadataFetch(publicFetch, log),
    renderError: (context, { error, error_description: said }) => showError(context, said ?? error),
  }
  const provider = new Provider(publicUrl, configuration)
  provider.proxy = true
  adjustProvider(provider, { ended: options.ended, log, secret })
  return provider
}

/** Derived from the encryption key, so it is the same in every process. */
function signingKey(seed: Uint8Array): JsonWebKey {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' })
  return { ...key.export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig' }
}
