import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  OAuthTokens,
} from '@modelcontextprotocol/client'
import assert from 'node:assert/strict'
import type { DashboardSession } from './dashboard-session.ts'
import type { TestWorld } from './world.ts'

export const CALLBACK = 'http://127.0.0.1:4599/callback'

/** The client-side state of an assistant's sign-in, as the MCP SDK requires it. */
export class AssistantSignIn implements OAuthClientProvider {
  readonly clientMetadata: OAuthClientMetadata
  readonly clientMetadataUrl?: string
  readonly redirectUrl: string
  authorizationUrl: URL | undefined
  #client: OAuthClientInformationMixed | undefined
  #tokens: OAuthTokens | undefined
  #verifier = ''
  #discovery: OAuthDiscoveryState | undefined
  readonly #state = 'a state of the client'

  constructor({
    redirectUrl = CALLBACK,
    name = 'Scripted Assistant',
    metadataUrl,
  }: { redirectUrl?: string; name?: string; metadataUrl?: string } = {}) {
    this.redirectUrl = redirectUrl
    this.clientMetadata = {
      redirect_uris: [redirectUrl],
      client_name: name,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    }
    if (metadataUrl !== undefined) this.clientMetadataUrl = metadataUrl
  }

  state(): string {
    return this.#state
  }

  clientInformation(): OAuthClientInformationMixed | undefined {
    return this.#client
  }

  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.#client = client
  }

  tokens(): OAuthTokens | undefined {
    return this.#tokens
  }

  saveTokens(tokens: OAuthTokens): void {
    this.#tokens = tokens
  }

  redirectToAuthorization(url: URL): void {
    this.authorizationUrl = url
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier
  }

  codeVerifier(): string {
    return this.#verifier
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovery = state
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovery
  }
}

export interface ConsentDecision {
  readonly scopes?: readonly string[]
  readonly connections?: readonly string[] | null
}

/** Opens an authorization URL in a browser; returns the consent page's URL. */
export async function openConsent(
  world: TestWorld,
  browser: DashboardSession,
  authorizationUrl: URL,
): Promise<string> {
  const { pathname, search } = authorizationUrl
  const opened = await browser.ask('GET', pathname + search)
  assert.equal(opened.status, 303, await opened.clone().text())
  const { pathname: page } = new URL(opened.headers.get('location') ?? '', world.server.url)
  assert.match(page, /^\/consent\//)
  return page
}

export interface ConsentRequest {
  readonly client: { name: string; redirectHost: string; isLocal: boolean; isVerified: boolean }
  readonly requestedScopes: string[]
  readonly offered: string[]
}

/** The user authorizes the assistant; returns the final URL of the browser. */
export async function consent(
  world: TestWorld,
  browser: DashboardSession,
  authorizationUrl: URL,
  { scopes, connections = null }: ConsentDecision = {},
): Promise<{ asked: ConsentRequest; callback: URL }> {
  const page = await openConsent(world, browser, authorizationUrl)
  const asked = await browser.json<ConsentRequest>(`${page}/details`)
  const decision = { authorize: true, scopes: scopes ?? asked.requestedScopes, connectionIds: connections }
  const decided = await browser.ask('POST', `${page}/decision`, decision)
  assert.equal(decided.status, 200, await decided.clone().text())
  const { continueUrl } = (await decided.json()) as { continueUrl: string }
  return { asked, callback: await followTo(browser, new URL(continueUrl)) }
}

export async function followTo(browser: DashboardSession, { pathname, search }: URL): Promise<URL> {
  const back = await browser.ask('GET', pathname + search)
  assert.equal(back.status, 303, await back.clone().text())
  return new URL(back.headers.get('location') ?? '')
}
