import { createHmac, createPrivateKey, type JsonWebKey } from 'node:crypto'
import {
  errors,
  interactionPolicy,
  Provider,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { ASSISTANT_SCOPES } from './assistant.ts'
import type { AssistantGrants } from './assistant-grants.ts'
import type { Encryption } from '../encryption/encryption.ts'
import type { PublicFetch } from '../outbound/public-request.ts'
import type { Log } from '../kernel/log.ts'
import type { Sql } from '../store/sql.ts'
import { createMetadataFetch } from './metadata-fetch.ts'
import { askForCode, confirmCode, showDone, showError } from './pages.ts'
import { createOidcAdapter } from './oidc-adapter.ts'
import { AUTHORIZE_PATH } from './paths.ts'
import { isOurs } from './resource.ts'

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
  /** Records that a grant has ended without its user: its ID is the assistant's. */
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
    jwks: { keys: [signingKey(secrets[0] ?? new Uint8Array(32))] },
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
    // Each consent is a grant of its own: without its tokens it is of no use.
    revokeGrantPolicy: () => true,
    clientBasedCORS: () => true,
    allowOmittingSingleRegisteredRedirectUri: false,
    features: featuresOf(resource),
    interactions: { url: (_context, { uid }) => `/consent/${uid}`, policy: consentEachTime() },
    // Each consent creates a new grant; earlier grants are not extended.
    loadExistingGrant: ({ oidc }) => {
      const { consent } = (oidc.result ?? {}) as { consent?: { grantId?: string } }
      return consent?.grantId === undefined ? undefined : oidc.provider.Grant.find(consent.grantId)
    },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    fetch: createMetadataFetch(publicFetch, log),
    renderError: (context, { error, error_description: said }) => showError(context, said ?? error),
  }
  const provider = new Provider(publicUrl, configuration)
  provider.proxy = true
  provider.use(announceOwnScopes)
  provider.use(tellWhenToRetry)
  recordEnds(provider, options)
  deriveSuccessors(provider, secrets[0] ?? new Uint8Array(32))
  keepNoSessionForErrors(provider)
  const failed = (error: Error): void =>
    log.error({ err: error, component: 'authorization_server' }, 'authorization server failed')
  provider.on('server_error', (_context, error) => failed(error))
  // Without a listener oidc-provider prints to the console; its types lack this event.
  ;(provider as NodeJS.EventEmitter).on('error', failed)
  return provider
}

/** @param resource URL of the MCP endpoint */
function featuresOf(resource: string): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    revocation: {
      enabled: true,
      // For another client the token does not exist (RFC 7009, section 2.2).
      allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
    },
    registration: { enabled: true, issueRegistrationAccessToken: false },
    clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
    deviceFlow: {
      enabled: true,
      mask: '****-****',
      userCodeInputSource: (context, form, out, error) =>
        out === undefined || isAboutCode(error)
          ? askForCode(context, form, error !== undefined)
          : showError(context, out.error_description ?? out.error),
      userCodeConfirmSource: (context, form, client, _device, code) =>
        confirmCode(context, form, client.clientName ?? client.clientId, code),
      successSource: showDone,
    },
    resourceIndicators: {
      enabled: true,
      // Called with a list if several resources were requested.
      defaultResource(_context, _client, several) {
        if (several && several.length > 1) throw new errors.InvalidTarget('one resource at a time')
        return resource
      },
      useGrantedResource: () => true,
      getResourceServerInfo(context, asked) {
        if (Array.isArray(context.oidc.params?.['resource']))
          throw new errors.InvalidTarget('one resource at a time')
        if (!isOurs(asked, resource)) throw new errors.InvalidTarget('not a resource of this server')
        return { scope: ASSISTANT_SCOPES.join(' '), audience: asked, accessTokenFormat: 'opaque' }
      },
    },
  }
}

/** The scopes that can be granted. */
async function announceOwnScopes(context: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { body } = context
  if (typeof body !== 'object' || body === null || !('scopes_supported' in body)) return
  const { claims_supported: _claims, ...metadata } = body as Record<string, unknown>
  context.body = { ...metadata, scopes_supported: ASSISTANT_SCOPES }
}

const RETRY_AFTER_SECONDS = 5

async function tellWhenToRetry(context: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  if (context.status === 503) context.set('retry-after', String(RETRY_AFTER_SECONDS))
}

/** A client that signs out ends its grant (RFC 7009), and so does a code or refresh token that is used again (RFC 9700 section 4.14.2). */
function recordEnds(provider: Provider, { ended, log }: Pick<ProviderOptions, 'ended' | 'log'>): void {
  const grants = new WeakMap<object, string>()
  provider.on('grant.revoked', (context, grantId) => void grants.set(context, grantId))
  provider.use(async (context, next) => {
    await next()
    const id = grants.get(context)
    if (id === undefined) return
    const why =
      context.oidc.route === 'revocation'
        ? ({ actor: id, reason: 'signed_out' } as const)
        : ({ actor: 'system', reason: 'token_reused' } as const)
    // Its tokens have ended already.
    await ended(id, why).catch((error: unknown) =>
      log.error(
        { err: error, component: 'authorization_server' },
        'recording the end of an assistant failed',
      ),
    )
  })
}

/** Whether the user can type another code (oidc-provider answers these errors with 200). */
function isAboutCode(error: Error | undefined): boolean {
  return (error as { statusCode?: number } | undefined)?.statusCode === 200
}

/** Works around oidc-provider, which fails to save the session of a browser without one when it shows an error. */
function keepNoSessionForErrors(provider: Provider): void {
  const prototype = provider.Session.prototype as unknown as { exp?: number; persist(): Promise<unknown> }
  const { persist } = prototype
  prototype.persist = async function persistIfSaved() {
    return this.exp === undefined ? undefined : persist.call(this)
  }
}

/**
 * Derives a refresh token's successor from the token and a server key, so that a repeated request gets the same successor in every process
 * and no usable token is stored.
 */
function deriveSuccessors(provider: Provider, secret: Uint8Array): void {
  const prototype = provider.RefreshToken.prototype as unknown as { generateTokenId(): string }
  const { generateTokenId: random } = prototype
  prototype.generateTokenId = function generateTokenId() {
    const predecessor = Provider.ctx?.oidc.entities.RotatedRefreshToken?.jti
    if (predecessor === undefined) return random.call(this)
    return createHmac('sha256', secret).update(`successor ${predecessor}`).digest('base64url')
  }
}

/** Only the dashboard's session identifies the user; a session of oidc-provider never does. */
function consentEachTime(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  policy.get('login')?.checks.add(
    new Check('each_time', 'the user must be asked', ({ oidc }) => {
      if (oidc.result?.login) return Check.NO_NEED_TO_PROMPT
      const session = oidc.session as { accountId?: string; touched?: boolean } | undefined
      // Otherwise another user of the same browser would have to end an invisible session first.
      if (session) {
        delete session.accountId
        session.touched = true
      }
      return Check.REQUEST_PROMPT
    }),
  )
  policy
    .get('consent')
    ?.checks.add(
      new Check('each_time', 'the user must consent', ({ oidc }) =>
        oidc.result?.['consent'] ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    )
  return policy
}

/** Derived from the encryption key, so it is the same in every process. */
function signingKey(seed: Uint8Array): JsonWebKey {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' })
  return { ...key.export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig' }
}
