import type { Access, Account } from '@letterlock/client/wire.ts'

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
  readonly identify: Identify
  readonly api: Api
  readonly revocation: Revocation
  /** How a person registers an app with the platform. */
  readonly portal: { readonly url: string; readonly clientIdPattern: RegExp }
}

export interface AuthorizeEndpoint {
  readonly url: string
  /** RFC 7636: `S256` only for platforms known to check it; others may ignore or refuse the parameters. */
  readonly pkce: 'S256' | 'none'
  readonly scopes: readonly string[]
  readonly scopeSeparator?: string
}

export interface TokenEndpoint {
  readonly url: string
  /** RFC 6749 section 2.3.1: the secret in the form body, or as HTTP Basic. */
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  /** Whether an access token can be renewed, and whether the refresh token is replaced when it is. */
  readonly refresh: 'never' | 'static' | 'rotating'
  /** Turns the platform's own token answer into one that RFC 6749 section 5.1 allows. */
  readonly normalizeAnswer?: (body: Record<string, unknown>) => Record<string, unknown>
  /** Error codes that mean what `invalid_grant` means. */
  readonly invalidGrantDialects?: readonly string[]
}

/** Who was connected, and where their API lives: one GET, judged by `read`. */
export interface Identify {
  readonly url: string
  readonly authorizationScheme: string
  /** The account, or undefined when the platform says that the credential is dead. Throws when it makes no sense. */
  readonly read: (body: Record<string, unknown>, status: number) => Account | undefined
}

export interface Api {
  readonly authorizationScheme: string
  /** A cheap GET that works exactly when the credential does. */
  readonly probePath: string
  /** The status that a dead credential gets. Whether it is really dead is asked again by `identify`. */
  readonly unauthorizedStatus: number
  /** How many calls may run at once for one account. */
  readonly maxConcurrentCalls: number
  /** How long the platform itself lets a call run. */
  readonly timeoutSeconds: number
  /** What each call needs; the first rule that fits counts, and what no rule names counts as `send`. */
  readonly calls: readonly CallRule[]
}

/** `*` stands for one path segment, a final `**` for any number of them. */
export type CallRule = readonly [methods: string, path: string, needs: AccessNeed]

/** `none`: any connection may. */
export type AccessNeed = 'none' | 'send' | `${'audiences' | 'campaigns' | 'reports'}.${'read' | 'write'}`

export type Revocation = {
  /** There is no call: only the person can, on the platform's page. */
  readonly kind: 'by_user'
  readonly pageUrl: string
}

/** Checks what the types cannot, so that a mistake in a provider file shows at start. */
export function defineProvider(provider: Provider): Provider {
  const urls = [
    provider.docs,
    provider.authorize.url,
    provider.token.url,
    provider.identify.url,
    provider.portal.url,
  ]
  for (const url of urls)
    if (new URL(url).protocol !== 'https:')
      throw new TypeError(`provider ${provider.id}: ${url} is not https`)
  for (const url of [provider.token.url, provider.identify.url])
    if (!allowsHost(provider, new URL(url).hostname))
      throw new TypeError(`provider ${provider.id}: "hosts" lacks the host of ${url}`)
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(provider.id))
    throw new TypeError(`provider id "${provider.id}" is not plain`)
  return Object.freeze(provider)
}

export function allowsHost(provider: Provider, host: string): boolean {
  return provider.hosts.some((known) => (typeof known === 'string' ? known === host : known.test(host)))
}

interface CompiledRule {
  readonly methods: ReadonlySet<string> | null
  readonly pattern: RegExp
  readonly needs: AccessNeed
}

const compiled = new WeakMap<Provider, readonly CompiledRule[]>()

function compile([methods, path, needs]: CallRule): CompiledRule {
  const source = path.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  const pattern = source.replace(/\/\*\*$/, '(?:/.*)?').replace(/\/\*(?=\/|$|\()/g, '/[^/]+')
  return {
    methods: methods === '*' ? null : new Set(methods.split(' ')),
    pattern: new RegExp(`^${pattern}/?$`),
    needs,
  }
}

/** What a call needs. */
export function accessNeededFor(provider: Provider, method: string, path: string): AccessNeed {
  let rules = compiled.get(provider)
  if (!rules) compiled.set(provider, (rules = provider.api.calls.map(compile)))
  for (const { methods, pattern, needs } of rules)
    if ((methods === null || methods.has(method)) && pattern.test(path)) return needs
  return 'send'
}

export function isAllowed(access: Access, need: AccessNeed): boolean {
  if (need === 'none') return true
  if (need === 'send') return access.send
  const [area, level] = need.split('.') as ['audiences' | 'campaigns' | 'reports', 'read' | 'write']
  return access[area] === 'write' || access[area] === level
}
