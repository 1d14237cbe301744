import { ProblemError, withFacts, type ErrorCode, type NamedProvider } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { HOUR, SECOND } from '../kernel/time.ts'
import type { TokenSet } from '../connections/connection.ts'
import { readTokenSet, writeTokenSet } from '../connections/encrypted-credentials.ts'
import { retryWrite } from '../connections/retry-write.ts'
import type { ConnectContext } from './context.ts'
import type { KeptGrant } from './kept-grant.ts'

/*
 * The account lookup comes between receiving tokens and saving the connection. The authorization code or refresh token that they were
 * issued for is used up by then. If anything fails in between, or the end user has to decide, the tokens are stored here, encrypted, until
 * the request is repeated, or the end user has decided. Tokens that no request takes within an hour are revoked.
 */

const KEPT_MS = HOUR
const RETRY_AFTER_SECONDS = 5
/** How long storing is retried during a database outage. */
const KEEP_TIMEOUT_MS = 10 * SECOND

/** Temporary errors: the same request may succeed in a moment. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'provider_rate_limited',
  'provider_timeout',
  'provider_unavailable',
])

export interface Spent {
  readonly workspaceId: string
  /** What the tokens were issued for, or the confirmation token that holds it; stored as a hash. */
  readonly secret: string
  readonly provider: NamedProvider
  /** The OAuth app that received the grant; null if it was imported from another system, which may still use it. */
  readonly oauthAppId: string | null
}

export interface KeptTokens {
  readonly tokens: TokenSet
  readonly providerSlug: string
  /** See `Spent`. */
  readonly oauthAppId: string | null
  /** null before the account lookup. */
  readonly accountId: string | null
}

/** Called by the work with each new token set: the last one is stored if the work fails. */
export type HoldTokens = (tokens: TokenSet) => void

/**
 * Runs the work between receiving tokens and saving them. If it fails, the newest tokens are stored for an hour, for the next request.
 * @param kept the result of `takeKept`
 * @throws ProblemError account_lookup_delayed (repeat the request), tokens_not_saved, and what the work throws
 */
export async function keepingTokens<T>(
  context: ConnectContext,
  spent: Spent,
  kept: TokenSet | undefined,
  work: (hold: HoldTokens) => Promise<T>,
): Promise<T> {
  let held = kept
  try {
    return await work((tokens) => {
      held = tokens
    })
  } catch (error) {
    // Nothing of an end user who has been erased meanwhile is stored.
    if (held === undefined || (error instanceof ProblemError && error.code === 'end_user_removed'))
      throw error
    const expiresAt = context.now().getTime() + KEPT_MS
    await keepTokens(context, spent, held, { accountId: null, expiresAt })
    throw withWhatIsKept(error, spent.provider, new Date(expiresAt))
  }
}

/** @throws ProblemError tokens_not_saved */
export async function keepTokens(
  context: ConnectContext,
  { workspaceId, secret, provider, oauthAppId }: Spent,
  tokens: TokenSet,
  { accountId, expiresAt }: { readonly accountId: string | null; readonly expiresAt: number },
): Promise<void> {
  const hash = hashToken(secret)
  const content: Written = { tokens: writeTokenSet(tokens), providerSlug: provider.id, oauthAppId, accountId }
  const ciphertext = context.encryption.encrypt(JSON.stringify(content), contextOf(workspaceId, hash))
  try {
    const endsAt = performance.now() + KEEP_TIMEOUT_MS
    await retryWrite({ log: context.log, endsAt: () => endsAt }, () =>
      context.store.keptGrants.keep({ workspaceId, hash, ciphertext, expiresAt }),
    )
  } catch (error) {
    // Without the cause: a database outage as the cause would ask to repeat the request, which cannot succeed.
    throw new ProblemError('tokens_not_saved', { provider, detail: String(error) })
  }
}

function withWhatIsKept(error: unknown, provider: NamedProvider, keptUntil: Date): unknown {
  if (!(error instanceof ProblemError)) return error
  const { code, detail, facts }: ProblemError = error
  if (TRANSIENT.has(code))
    return new ProblemError('account_lookup_delayed', {
      detail: detail ?? code,
      provider,
      facts: { retryAfterSeconds: facts['retryAfterSeconds'] ?? RETRY_AFTER_SECONDS },
      cause: error,
    })
  return withFacts(error, { keptUntil: keptUntil.toISOString() })
}

/** Takes the kept tokens once; undefined if there are none. */
export async function takeKept(
  context: ConnectContext,
  { workspaceId, secret }: Pick<Spent, 'workspaceId' | 'secret'>,
): Promise<TokenSet | undefined> {
  const hash = hashToken(secret)
  const ciphertext = await context.store.keptGrants.take(workspaceId, hash, context.now().getTime())
  return ciphertext && readKept(context, { workspaceId, hash, ciphertext }).tokens
}

type Written = Omit<KeptTokens, 'tokens'> & { readonly tokens: string }

/** @throws ProblemError if the tokens cannot be decrypted */
export function readKept(
  { encryption }: Pick<ConnectContext, 'encryption'>,
  { workspaceId, hash, ciphertext }: Omit<KeptGrant, 'expiresAt'>,
): KeptTokens {
  const written: Written = JSON.parse(encryption.decrypt(ciphertext, contextOf(workspaceId, hash)))
  return { ...written, tokens: readTokenSet(written.tokens) }
}

const contextOf = (workspaceId: string, hash: string) =>
  ({ workspaceId, rowId: hash, field: 'kept_grant' }) as const
