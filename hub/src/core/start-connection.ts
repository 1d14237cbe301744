import { hashToken, newRandomToken } from '../id.ts'
import { authorizationUrl } from '../oauth/authorization-request.ts'
import { codeChallenge } from '../oauth/code-challenge.ts'
import { invalidRequest } from '../errors.ts'
import { Secret } from '../secret.ts'
import { MINUTE } from '../time.ts'
import { newestApp, providerOf } from './apps.ts'
import type { Access, Session } from './connection.ts'
import type { Ports } from './ports.ts'

const ATTEMPT_LIFETIME_MS = 10 * MINUTE

export interface Start {
  readonly session: Session
  readonly providerId: string
  /** What the person allowed on the page. */
  readonly access: Access
}

/** Where to send the browser, and the cookie that binds the attempt to it. */
export interface Started {
  readonly url: string
  readonly state: Secret
  readonly cookie: Secret
}

/** Each provider has its own redirect address, so that no platform's answer can pass for another's (RFC 9700, 4.4.2). */
export function redirectUriOf({ publicUrl }: Pick<Ports, 'publicUrl'>, providerId: string): string {
  return `${publicUrl}/oauth/${providerId}/callback`
}

/** Stores an attempt and builds the platform's authorize address. Never more access than the session offers. */
export async function startConnection(
  ports: Ports,
  { session, providerId, access }: Start,
): Promise<Started> {
  if (!session.providerIds.includes(providerId))
    throw invalidRequest({ pointer: '/provider', detail: 'This page is not for that platform.' })
  const provider = providerOf(ports, providerId)
  const app = await newestApp(ports, session.workspaceId, providerId)
  const [state, cookie, verifier] = [newRandomToken(), newRandomToken(), newRandomToken()]
  const stateHash = hashToken(state)
  const pkce = provider.authorize.pkce === 'S256'
  const place = { workspaceId: session.workspaceId, rowId: stateHash, field: 'code_verifier' } as const
  await ports.store.attempts.insert(
    {
      sessionId: session.id,
      workspaceId: session.workspaceId,
      providerId,
      appId: app.id,
      redirectUri: redirectUriOf(ports, providerId),
      access: within(session.access, access),
      sealedVerifier: pkce ? ports.vault.seal(verifier, place) : null,
      expiresAt: ports.now().getTime() + ATTEMPT_LIFETIME_MS,
    },
    stateHash,
    hashToken(cookie),
  )
  const url = authorizationUrl({
    endpoint: ports.outbound.browserUrl(provider.authorize.url),
    clientId: app.clientId,
    redirectUri: redirectUriOf(ports, providerId),
    state,
    scope: provider.authorize.scopes.join(provider.authorize.scopeSeparator ?? ' ') || null,
    codeChallenge: pkce ? codeChallenge(verifier) : null,
  })
  return { url, state: new Secret(state), cookie: new Secret(cookie) }
}

/** What the page shows as chosen before anybody has chosen: all that is offered, but sending only by a tick. */
export function firstShown(access: Access): Access {
  return { ...access, send: false }
}

export function within(most: Access, chosen: Access): Access {
  const least = (a: Access['reports'], b: Access['reports']): Access['reports'] =>
    a === 'none' || b === 'none' ? 'none' : a === 'read' || b === 'read' ? 'read' : 'write'
  return {
    audiences: least(most.audiences, chosen.audiences),
    campaigns: least(most.campaigns, chosen.campaigns),
    reports: least(most.reports, chosen.reports),
    send: most.send && chosen.send,
  }
}
