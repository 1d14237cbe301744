import { ProblemError, type ErrorCode, type NamedProvider } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { HOUR } from '../kernel/time.ts'
import type { TokenSet } from '../connections/connection.ts'
import type { ConnectContext } from './context.ts'
import { readTokenSet, writeTokenSet } from '../connections/encrypted-credentials.ts'

/*
 * Between the platform's tokens and a saved connection stands the look-up of whose they are. What the tokens were traded
 * for (a code, a refresh token) is spent by then: when the look-up fails for a while, the tokens wait here, sealed, until
 * the caller asks again with the same thing.
 */

const KEPT_MS = HOUR
const ASK_AGAIN_SECONDS = 5

/** What may be over in a moment. `account_lookup_failed`: an answer that made no sense. */
const PASSES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'provider_rate_limited',
  'provider_timeout',
  'provider_unavailable',
  'account_lookup_failed',
])

export interface Spent {
  readonly workspaceId: string
  /** What was traded for the tokens, or the ticket that holds it; kept as a hash. */
  readonly secret: string
  /** The platform's name. */
  readonly provider: NamedProvider
}

/**
 * Looks up whose the tokens are; when that fails for a while, they are kept for the next time.
 * @throws HubError account_lookup_delayed, account_lookup_failed (both: ask again with the same), and what `look` throws
 */
export async function lookOrKeep<T>(
  ports: ConnectContext,
  spent: Spent,
  tokens: TokenSet,
  look: () => Promise<T>,
): Promise<T> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof ProblemError) || !PASSES.has(error.code)) throw error
    const { workspaceId, secret, provider } = spent
    const hash = hashToken(secret)
    const ciphertext = ports.encryption.encrypt(writeTokenSet(tokens), placeOf(workspaceId, hash))
    await ports.store.keptGrants.keep({
      workspaceId,
      hash,
      ciphertext,
      expiresAt: ports.now().getTime() + KEPT_MS,
    })
    const { code, detail = code, facts } = error
    if (code === 'account_lookup_failed') throw error
    const { retryAfterSeconds = ASK_AGAIN_SECONDS } = facts
    throw new ProblemError('account_lookup_delayed', {
      detail,
      provider,
      facts: { retryAfterSeconds },
      cause: error,
    })
  }
}

/** Takes what was kept for this, once. */
export async function takeKept(
  ports: ConnectContext,
  { workspaceId, secret }: Pick<Spent, 'workspaceId' | 'secret'>,
): Promise<TokenSet | undefined> {
  const hash = hashToken(secret)
  const ciphertext = await ports.store.keptGrants.take(workspaceId, hash, ports.now().getTime())
  return ciphertext && readTokenSet(ports.encryption.decrypt(ciphertext, placeOf(workspaceId, hash)))
}

const placeOf = (workspaceId: string, hash: string) =>
  ({ workspaceId, rowId: hash, field: 'kept_grant' }) as const
