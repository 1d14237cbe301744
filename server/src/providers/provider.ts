import type { Account } from '@letterlock/sdk/wire.ts'
import type { Locale } from '../kernel/locale.ts'

/**
 * An email marketing provider, described as data. Each difference between providers is one named member here. A member is
 * a function only where data cannot express it.
 */
export interface Provider {
  /** Slug used in URLs, the API and the database: lower-case words joined by hyphens. */
  readonly id: string
  readonly name: string
  /** The provider's documentation of its OAuth endpoints. */
  readonly docsUrl: string
  /** All hosts that Letterlock may call for this provider: exact names, or anchored patterns for data centers. */
  readonly hosts: readonly (string | RegExp)[]
  readonly authorization: AuthorizationEndpoint
  readonly token: TokenEndpointDefinition
  readonly account: AccountLookup
  readonly api: Api
  /** API keys that a user creates at the provider; absent if the provider has none. */
  readonly apiKey?: ApiKeys
  readonly revocation: Revocation
  /** Exchanges older credentials for tokens; absent if the provider has no such endpoint. */
  readonly legacyExchange?: LegacyExchange
  readonly developerPortal: DeveloperPortal
}

/** Where an OAuth app is registered. */
interface DeveloperPortal {
  readonly url: string
  readonly clientIdPattern: RegExp
  /** `{redirectUri}` is replaced by the redirect URI to register. */
  readonly registrationSteps: PortalSteps
  /** How to replace a client secret. */
  readonly secretRotationSteps: PortalSteps
}

/** What a user does, one sentence per step, by language. English is shown for a language that is missing. */
export type PortalSteps = { readonly en: readonly string[] } & {
  readonly [Language in Locale]?: readonly string[]
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */
interface AuthorizationEndpoint {
  readonly url: string
  /** `S256` if the provider is known to verify it (RFC 7636). Others may ignore or reject the parameters. */
  readonly pkce: 'S256' | 'none'
  readonly scopes: readonly string[]
  /** Default: a space (RFC 6749 section 3.3). */
  readonly scopeSeparator?: string
  /** The scopes that calls of each area require; absent if unknown. */
  readonly scopesByPermission?: Partial<Record<PermissionArea | 'none', readonly string[]>>
  /** The provider's issuer identifier (RFC 9207 section 2). */
  readonly issuer?: string
  /**
   * Whether the authorization response contains `iss` (RFC 9207). Default: `required` if `issuer` is set, else `optional`.
   * A wrong issuer is always rejected. Without `issuer`, it must be an https URL on one of `hosts`.
   */
  readonly issuerParameter?: 'required' | 'optional' | 'none'
  /** The device authorization endpoint (RFC 8628 section 3.1); absent if the provider has none. */
  readonly deviceAuthorizationUrl?: string
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2 */
interface TokenEndpointDefinition {
  readonly url: string
  /** How the client authenticates (RFC 6749 section 2.3.1). */
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  readonly refresh: RefreshType
  /** Lifetime of an access token whose response has no `expires_in`; absent if unknown (decision 14). */
  readonly defaultAccessTokenLifetimeSeconds?: number | 'never'
  /** The introspection endpoint (RFC 7662), asked for the expiry that a token response leaves out. */
  readonly introspectionUrl?: string
  /** Concurrent refreshes per process. A crash can lose at most this many rotating refresh tokens. */
  readonly maxConcurrentRefreshes?: number
  readonly maxRefreshesPerSecond?: number
  /** The type of every token, if token responses leave out `token_type` or contain another value. */
  readonly defaultTokenType?: 'Bearer'
  /**
   * Whether a rotated refresh token stays valid until its successor is used. Default: false; presenting it again would then
   * count as replay (RFC 9700 section 4.14.2).
   */
  readonly previousRefreshTokenStaysValid?: boolean
  /** The provider's own error codes that mean `invalid_grant`, in addition to the common ones. */
  readonly invalidGrantErrors?: readonly string[]
}

/** `none`: access tokens cannot be refreshed. `static`: a refresh keeps the refresh token. `rotating`: each refresh replaces it. */
export type RefreshType = 'none' | 'static' | 'rotating'

/** The base URL of an account's API. */
export type ApiLocation = Pick<Account, 'apiBaseUrl' | 'dataCenter'>

/** Both endpoints take a POST and respond with a redirect whose URL contains the token. */
interface LegacyExchange {
  /** Takes a form with the user name and password of HTTP Basic authentication, and the client that they were used with. */
  readonly basicUrl: string
  /** Takes a request signed with OAuth 1.0a credentials (RFC 5849). */
  readonly oauth1Url: string
}

/** How to find the account that a credential belongs to: a GET to the account's API. */
interface AccountLookup {
  readonly apiLocation: FixedApiLocation | ApiLocationLookup
  /** For providers whose API does not return an account ID: their authorization server does. */
  readonly introspection?: Introspection
  /** Path below the API's base URL. */
  readonly path: string
  /** @throws TypeError if the response is not as documented */
  readonly parse: (
    body: Record<string, unknown>,
    tokenInfo: TokenInfo | null,
  ) => Pick<Account, 'id' | 'name' | 'email'>
}

/** All accounts share one base URL. */
interface FixedApiLocation {
  readonly type: 'fixed'
  readonly apiBaseUrl: string
}

/** Each account has its own base URL, returned by a GET to `url`. */
export interface ApiLocationLookup {
  readonly type: 'lookup'
  readonly url: string
  readonly authorizationScheme: string
  /** Returns undefined if the provider rejects the token. @throws TypeError if the response is not as documented */
  readonly parse: (body: Record<string, unknown>) => ApiLocation | undefined
}

/** A POST with the token in its form body. */
export interface Introspection {
  readonly url: string
  /** Returns undefined if the token is not active. @throws TypeError if the response is not as documented */
  readonly parse: (body: Record<string, unknown>) => TokenInfo | undefined
}

export interface TokenInfo {
  readonly accountId: string
  /** Seconds until expiry; null if unknown or non-expiring. */
  readonly expiresInSeconds: number | null
}

interface ApiKeys {
  readonly pattern: RegExp
  /** Where a call carries the key: all of these. */
  readonly placement: readonly ApiKeyPlacement[]
  readonly apiLocation: (key: string) => ApiLocation
}

/**
 * `{key}` in a value is replaced by the key. `basic_username` and `basic_password` are the two parts of HTTP Basic authentication
 * (RFC 7617); one that is not named is empty.
 */
export type ApiKeyPlacement =
  | { readonly in: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly in: 'basic_username' | 'basic_password'; readonly value: string }

interface Api {
  readonly authorizationScheme: string
  /** A GET that returns data of any account, shown as an example. */
  readonly examplePath: string
  /** A cheap GET that succeeds exactly if the credential works. */
  readonly checkPath: string
  /** Statuses of a response to a credential that does not work. */
  readonly unauthorizedStatuses: readonly number[]
  /** The query parameter with the client ID that every call must contain; absent if calls contain none. */
  readonly clientIdParameter?: string
  /** The provider's own request headers that the proxy passes on, in lower case, beside the common ones. */
  readonly allowedRequestHeaders?: readonly string[]
  /** For providers that answer 2xx to a rejected credential or to an internal error. */
  readonly errorsInOkResponse?: ErrorsInOkResponse
  /** Recognizes responses that mean more than a rejected credential or a rejected request. */
  readonly classifyError?: (status: number, body: string) => ErrorClass | undefined
  /** What the limits below apply to, unless one says otherwise. */
  readonly limitScope: LimitScope
  readonly maxConcurrentCalls: number
  /** All of them apply. Absent if none is known. */
  readonly rateLimits?: readonly ProviderRateLimit[]
  /** How long a call may take. */
  readonly timeoutSeconds: number
  /** The permission that each call requires. The first match applies; an unlisted call requires `campaigns:send`. */
  readonly permissionRules: readonly PermissionRule[]
}

/** One account, or all accounts of an OAuth app together. */
export type LimitScope = 'account' | 'oauth_app'

/** At most `calls` calls within `seconds` seconds. Further calls wait, for at most as long as a call may wait in a queue. */
export interface ProviderRateLimit {
  readonly calls: number
  readonly seconds: number
  /** Default: `limitScope`. */
  readonly scope?: LimitScope
  /** The calls that it applies to, written as in a permission rule. Default: all. */
  readonly path?: string
}

/** A 2xx response is an error if it has this member with a value other than null, false, '' or an empty object. */
export interface ErrorsInOkResponse {
  /** `a.b` is the member `b` of the member `a`. */
  readonly member: string
  /** Values that mean a rejected credential; others mean an error of the provider. Absent: all values do. */
  readonly unauthorizedValues?: readonly string[]
}

/** The account is disabled, or the OAuth app is unknown or disabled. */
export type ErrorClass = 'account_disabled' | 'oauth_app_rejected'

/**
 * `*` matches one path segment, a final `**` any number of them, regardless of case. GET includes HEAD. Reads may be listed
 * by area; list each write on its own, so that an unknown call requires `campaigns:send`.
 */
export type PermissionRule = readonly [methods: string, path: string, permission: RequiredPermission]

export type PermissionArea = 'audiences' | 'campaigns' | 'reports'

/** `none`: allowed through every connection. `all:read`: returns data of every area. */
export type RequiredPermission =
  | 'none'
  | 'all:read'
  | 'campaigns:send'
  | `${PermissionArea}:read`
  | 'audiences:write'
  | 'campaigns:write'

type Revocation = {
  /** The provider's page where a user removes the OAuth app. */
  readonly authorizedAppsUrl: string
} & (
  | { readonly type: 'none' }
  /** RFC 7009; the client authenticates as at the token endpoint. */
  | { readonly type: 'rfc7009'; readonly url: string }
)

/** Whether calls may go to this host, given in lower case and without port. */
export function allowsHost(provider: Provider, host: string): boolean {
  return provider.hosts.some((known) => (typeof known === 'string' ? known === host : known.test(host)))
}
