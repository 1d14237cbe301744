import { createHmac } from 'node:crypto'
import { Provider, type KoaContextWithOIDC } from 'oidc-provider'
import type { Log } from '../kernel/log.ts'
import { SYSTEM } from '../workspaces/event.ts'
import type { AssistantGrants } from './assistant-grants.ts'
import { ASSISTANT_SCOPES } from './assistant.ts'

export interface Adjustments {
  /** Records that a grant ended without a request of its user. The grant's ID is the assistant's. */
  readonly ended: AssistantGrants['end']
  readonly log: Log
  /** Derives the successors of refresh tokens. */
  readonly secret: Uint8Array
}

/** Adds what `oidc-provider` has no setting for. */
export function adjustProvider(provider: Provider, { ended, log, secret }: Adjustments): void {
  provider.use(announceOwnScopes)
  provider.use(tellWhenToRetry)
  recordEnds(provider, { ended, log })
  deriveSuccessors(provider, secret)
  keepNoSessionForErrors(provider)
  const failed = (error: Error): void =>
    log.error({ err: error, component: 'authorization_server' }, 'authorization server failed')
  provider.on('server_error', (_context, error) => failed(error))
  // Without a listener oidc-provider prints to the console; its types lack this event.
  ;(provider as NodeJS.EventEmitter).on('error', failed)
}

/** Replaces the `scopes_supported` of the metadata by the scopes that can be granted (RFC 8414 section 2). */
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

/** A grant ends when its client revokes a token (RFC 7009), or when a code or refresh token is replayed (RFC 9700 section 4.14.2). */
function recordEnds(provider: Provider, { ended, log }: Pick<Adjustments, 'ended' | 'log'>): void {
  const grants = new WeakMap<object, string>()
  provider.on('grant.revoked', (context, grantId) => void grants.set(context, grantId))
  provider.use(async (context, next) => {
    await next()
    const id = grants.get(context)
    if (id === undefined) return
    const why =
      context.oidc.route === 'revocation'
        ? ({ actor: id, reason: 'signed_out' } as const)
        : ({ actor: SYSTEM, reason: 'token_reused' } as const)
    // Its tokens are revoked already.
    await ended(id, why).catch((error: unknown) =>
      log.error(
        { err: error, component: 'authorization_server' },
        'recording the end of an assistant failed',
      ),
    )
  })
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
