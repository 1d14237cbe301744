import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { consent, type ConsentRequest } from './assistant.ts'
import type { DashboardSession } from './dashboard-session.ts'
import type { TestWorld } from './world.ts'

export function registerClient(world: TestWorld, body: unknown): Promise<Response> {
  return fetch(`${world.server.url}/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

export interface ClientRequest {
  readonly clientId: string
  readonly redirectUri: string
  readonly scope?: string
  readonly clientSecret?: string | undefined
  readonly byBasic?: boolean
}

interface Begun {
  readonly url: URL
  readonly verifier: string
}

/** The authorization URL. Given parameters override those of a valid request; an empty one is omitted. */
export function authorizationUrl(
  world: TestWorld,
  { clientId, redirectUri, scope = '' }: ClientRequest,
  different: Readonly<Record<string, string>> = {},
): Begun {
  const verifier = randomBytes(32).toString('base64url')
  const url = new URL('/oauth2/authorize', world.server.url)
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'x',
    resource: `${world.server.url}/mcp`,
    scope,
    ...different,
  }
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
  return { url, verifier }
}

export function redeemCode(
  world: TestWorld,
  { clientId, redirectUri, clientSecret, byBasic = false }: ClientRequest,
  { code, verifier }: { code: string; verifier: string },
): Promise<Response> {
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  return fetch(`${world.server.url}/oauth2/token`, {
    method: 'POST',
    headers: byBasic ? { authorization: basic } : {},
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...(!byBasic && { client_id: clientId }),
      ...(!byBasic && clientSecret !== undefined && { client_secret: clientSecret }),
    }),
  })
}

/** Authorizes, consents and redeems without a library. */
export async function authorizeByHand(
  world: TestWorld,
  browser: DashboardSession,
  way: ClientRequest,
): Promise<{ asked: ConsentRequest; tokens: Record<string, unknown> }> {
  const { url, verifier } = authorizationUrl(world, way)
  const { asked, callback } = await consent(world, browser, url)
  const response = await redeemCode(world, way, { code: callback.searchParams.get('code') ?? '', verifier })
  assert.equal(response.status, 200, await response.clone().text())
  return { asked, tokens: (await response.json()) as Record<string, unknown> }
}
