import type { Account } from '@letterlock/sdk/wire.ts'

/**
 * A platform, as data for one engine: every way in which platforms differ is a named field here, documented
 * once, and asked by the engine. A function stands only where data cannot say it.
 */
export interface Provider {
  /** In addresses, the database and the API: lower-case words with dashes. */
  readonly id: string
  readonly name: string
  /** The platform's own page about its OAuth. */
  readonly docs: string
  /** Every host that may ever be called for this platform: a name, or a pattern for data centres and tenants. */
  readonly hosts: readonly (string | RegExp)[]
  readonly authorize: AuthorizeEndpoint
  readonly token: TokenEndpoint
  readonly identify: AccountLookup
  readonly api: Api
  /** Keys that a person makes on the platform; absent: there are none. */
  readonly apiKey?: ApiKey
  readonly revocation: Revocation
  /** Ways from older kinds of access to a token; absent: there are none. */
  readonly legacyExchange?: LegacyExchange
  /** How a person registers an app with the platform. */
  readonly developerPortal: DeveloperPortal
}

export interface DeveloperPortal {
  readonly url: string
  readonly clientIdPattern: RegExp
  /** What to do there, a sentence a step; `{redirectUri}` stands for the address to copy. */
  readonly register: readonly string[]
  /** How a client secret is changed there, and what becomes of the old one. */
  readonly rotate: string
}

export interface AuthorizeEndpoint {
  readonly url: string
  /** RFC 7636: `S256` only for platforms known to check it; others may ignore or refuse the parameters. */
  readonly pkce: 'S256' | 'none'
  readonly scopes: readonly string[]
  readonly scopeSeparator?: string
  /** Which of the scopes calls of an area need; absent: nobody can tell before the platform refuses a call. */
  readonly scopesOf?: Partial<Record<'none' | 'audiences' | 'campaigns' | 'reports', readonly string[]>>
  /** The platform's issuer identifier (RFC 9207 section 2). */
  readonly issuer?: string
  /**
   * Whether the redirect names it as `iss`: it must, it may, or it never does. Left out: it must where `issuer` is given;
   * else it may. A wrong one is always refused; without `issuer`, wrong is what is not on one of `hosts`.
   */
  readonly issuerOnRedirect?: 'required' | 'optional' | 'absent'
  /** RFC 8628 section 3.1: where a device without a browser begins; absent: the platform has no device flow. */
  readonly deviceUrl?: string
}

export interface TokenEndpoint {
  readonly url: string
  /** RFC 6749 section 2.3.1: the secret in the form body, or as HTTP Basic. */
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  /** Whether an access token can be renewed, and whether the refresh token is replaced when it is. */
  readonly refresh: 'never' | 'static' | 'rotating'
  /** What an access token lives when an answer does not say; absent: then it is not known (decision 14). */
  readonly defaultAccessTokenLifetimeSeconds?: number | 'never'
  /** RFC 7662: says when a token ends whose answer does not; absent: the platform has no introspection. */
  readonly introspectionUrl?: string
  /** How many renewals may be under way at once, in each of our processes: as many can be lost when it is killed. */
  readonly maxConcurrentRefreshes?: number
  /** How many requests a second the token endpoint takes. */
  readonly maxRefreshesPerSecond?: number
  /** Its tokens are Bearer tokens, whatever its answers say of them. */
  readonly assumeBearer?: boolean
  /**
   * The refresh token before stays good until the new one is used, so a refusal of the new one can fall back to it. Left
   * out: it does not, and to show it again would count as theft (RFC 9700 section 4.14.2).
   */
  readonly previousStaysValid?: boolean
  /** The platform's own codes for what `invalid_grant` means; the common ones are known (`oauth/refusal.ts`). */
  readonly invalidGrantErrors?: readonly string[]
}

/** Where an account's API lives. */
export type Place = Pick<Account, 'apiBaseUrl' | 'dataCenter'>

/** Each is a POST that answers with a redirect, whose address holds the token. */
export interface LegacyExchange {
  /** From the user name and password of HTTP Basic, and the key that they were used with. */
  readonly basicUrl: string
  /** From OAuth 1.0a: the request is signed with the old credentials (RFC 5849). */
  readonly oauth1Url: string
}

/** Who was connected: a GET to the account's API, judged by `read`. */
export interface AccountLookup {
  /** Where the API does not say who its account is, the authorization server does. */
  readonly tokenInfo?: TokenInfo
  /** One address for all accounts, or the call that tells where this one lives. */
  readonly place: Place | Locate
  /** Below the account's API address. */
  readonly path: string
  /** `told` is what `tokenInfo` said. Throws when it makes no sense. */
  readonly read: (
    body: Record<string, unknown>,
    told: TokenFacts | null,
  ) => Pick<Account, 'id' | 'name' | 'email'>
}

/** Asks about a token with a POST that has it in its form. */
export interface TokenInfo {
  readonly url: string
  /** undefined when the platform says that the token is dead. Throws when it makes no sense. */
  readonly read: (body: Record<string, unknown>) => TokenFacts | undefined
}

export interface TokenFacts {
  readonly accountId: string
  /** What remains of it; null: it does not expire, or nobody says. */
  readonly expiresInSeconds: number | null
}

export interface Locate {
  readonly url: string
  readonly authorizationScheme: string
  /** undefined when the platform says that the credential is dead. Throws when it makes no sense. */
  readonly read: (body: Record<string, unknown>) => Place | undefined
}

export interface ApiKey {
  readonly pattern: RegExp
  /** The value of `Authorization`. */
  readonly authorization: (key: string) => string
  readonly place: (key: string) => Place
}

export interface Api {
  readonly authorizationScheme: string
  /** A GET that shows something of every account, for those who try it out. */
  readonly examplePath: string
  /** A cheap GET that works exactly when the credential does. */
  readonly checkPath: string
  /** The status that a dead credential gets. Whether it is really dead is asked again by `identify`. */
  readonly unauthorizedStatus: number
  /** The query parameter in which every call names the app by its client id; absent: calls name no app. */
  readonly clientIdParameter?: string
  /** Request headers of the platform's own that a caller may set, in lower case; the common ones always may. */
  readonly requestHeaders?: readonly string[]
  /** How a success that is none looks, where the platform answers 2xx to a dead credential or to its own trouble. */
  readonly errorInSuccess?: ErrorInSuccess
  /** What a refusal means, where it means more than that the credential is dead or the call was wrong. */
  readonly classifyError?: (status: number, body: string) => ErrorClass | undefined
  /** Whose calls the limits below count: an account's, or all that are made with one app. */
  readonly limitScope: 'per_account' | 'per_app'
  /** How many calls may run at once. */
  readonly maxConcurrentCalls: number
  /** How many calls may begin within one second; absent: no limit is known. */
  readonly maxCallsPerSecond?: number
  /** How long the platform itself lets a call run. */
  readonly timeoutSeconds: number
  /** What each call needs; the first rule that fits counts, and what no rule names is unknown and counts as `send`. */
  readonly calls: readonly CallRule[]
}

/** An answer with a 2xx status is an error when it has this member, and it is not null, false or empty. */
export interface ErrorInSuccess {
  /** `a.b` is the member `b` of the member `a`. */
  readonly member: string
  /** Values that mean that the credential is dead; any other is trouble of the platform's. Absent: every value does. */
  readonly dead?: readonly string[]
}

/** The account itself is blocked; or the app is, or is not known. */
export type ErrorClass = 'account_disabled' | 'oauth_app_rejected'

/**
 * `*` stands for one path segment, a final `**` for any number of them; letters fit in either case. GET covers HEAD.
 * Reading may be named by areas; what writes is named call by call, so that a call that nobody thought of stays `send`.
 */
export type CallRule = readonly [methods: string, path: string, needs: RequiredPermission]

/** `none`: any connection may. `all.read`: what shows something of every area. */
export type RequiredPermission =
  'none' | 'send' | 'all.read' | `${'audiences' | 'campaigns' | 'reports'}:${'read' | 'write'}`

export type Revocation = {
  /** Where the person removes the app: the only way, or what remains when the call has failed. */
  readonly pageUrl: string
} & (
  | { readonly kind: 'by_user' }
  /** RFC 7009, with the same client authentication as at the token endpoint. */
  | { readonly kind: 'rfc7009'; readonly url: string }
)

export function allowsHost(provider: Provider, host: string): boolean {
  return provider.hosts.some((known) => (typeof known === 'string' ? known === host : known.test(host)))
}
