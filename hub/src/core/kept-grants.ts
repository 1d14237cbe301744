import { HubError, type ErrorCode } from '../errors.ts'
import { hashToken } from '../id.ts'
import { HOUR } from '../time.ts'
import type { TokenSet } from './connection.ts'
import type { Ports } from './ports.ts'
import { readTokenSet, writeTokenSet } from './sealed-credentials.ts'

/*
 * Between the platform's tokens and a saved connection stands the look-up of whose they are. What the tokens were traded
 * for (a code, a refresh token) is spent by then: when the look-up fails for a while, the tokens wait here, sealed, until
 * the caller asks again with the same thing.
 */

const KEPT_MS = HOUR
const ASK_AGAIN_SECONDS = 5

/** What may be over in a moment. `account_lookup_failed`: an answer that made no sense. */
const PASSES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'platform_busy',
  'platform_timeout',
  'platform_unreachable',
  'account_lookup_failed',
])

export interface Spent {
  readonly workspaceId: string
  /** What was traded for the tokens, or the ticket that holds it; kept as a hash. */
  readonly secret: string
  /** The platform's name. */
  readonly platform: string
}

/**
 * Looks up whose the tokens are; when that fails for a while, they are kept for the next time.
 * @throws HubError account_lookup_delayed, account_lookup_failed (both: ask again with the same), and what `look` throws
 */
export async function lookOrKeep<T>(
  ports: Ports,
  spent: Spent,
  tokens: TokenSet,
  look: () => Promise<T>,
): Promise<T> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof HubError) || !PASSES.has(error.code)) throw error
    const { workspaceId, secret, platform } = spent
    const hash = hashToken(secret)
    const sealed = ports.vault.seal(writeTokenSet(tokens), placeOf(workspaceId, hash))
    await ports.store.keptGrants.keep({
      workspaceId,
      hash,
      sealed,
      expiresAt: ports.now().getTime() + KEPT_MS,
    })
    const { code, detail = code, facts } = error
    if (code === 'account_lookup_failed') throw error
    const { retryAfterSeconds = ASK_AGAIN_SECONDS } = facts
    throw new HubError('account_lookup_delayed', {
      detail,
      facts: { platform, retryAfterSeconds },
      cause: error,
    })
  }
}

/** Takes what was kept for this, once. */
export async function takeKept(
  ports: Ports,
  { workspaceId, secret }: Pick<Spent, 'workspaceId' | 'secret'>,
): Promise<TokenSet | undefined> {
  const hash = hashToken(secret)
  const sealed = await ports.store.keptGrants.take(workspaceId, hash, ports.now().getTime())
  return sealed && readTokenSet(ports.vault.open(sealed, placeOf(workspaceId, hash)))
}

const placeOf = (workspaceId: string, hash: string) =>
  ({ workspaceId, rowId: hash, field: 'kept_grant' }) as const
