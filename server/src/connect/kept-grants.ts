import { ProblemError, type ErrorCode, type NamedProvider } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { HOUR } from '../kernel/time.ts'
import type { TokenSet } from '../connections/connection.ts'
import type { ConnectContext } from './context.ts'
import { readTokenSet, writeTokenSet } from '../connections/encrypted-credentials.ts'

/*
 * Between receiving tokens and saving a connection, the account is looked up. The code or refresh token is used up by then. If the
 * lookup fails temporarily, the encrypted tokens are kept until the client sends the same request again.
 */

const KEPT_MS = HOUR
const ASK_AGAIN_SECONDS = 5

/** Temporary errors. `account_lookup_failed` is an unexpected response. */
const PASSES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'provider_rate_limited',
  'provider_timeout',
  'provider_unavailable',
  'account_lookup_failed',
])

export interface Spent {
  readonly workspaceId: string
  /** What was exchanged for the tokens, or the confirmation token that holds it; stored as a hash. */
  readonly secret: string
  /** For error messages. */
  readonly provider: NamedProvider
}

/**
 * Looks up the account; keeps the tokens if that fails temporarily.
 * @throws ProblemError account_lookup_delayed, account_lookup_failed (both: send the same request again), and as `look`
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

/** Takes the kept tokens once; undefined if there are none. */
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
