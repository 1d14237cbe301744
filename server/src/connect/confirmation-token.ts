import { ProblemError } from '../kernel/errors.ts'
import { hashToken, newRandomToken } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import type { Account } from '../connections/connection.ts'
import type { ConnectContext } from './context.ts'

/**
 * The content of a confirmation token, encrypted in it: the authorization code, which is never stored; after `account_mismatch` the
 * account, whose tokens are kept until the end user has decided.
 */
export type ConfirmationTokenContent =
  | { readonly kind: 'code'; readonly code: string; readonly verifier: string | null }
  | { readonly kind: 'account'; readonly account: Account }

/** Long enough for a redirect, and no longer than the usual lifetime of an authorization code. */
const CODE_TOKEN_MS = 60 * SECOND
/** Long enough for the end user to decide. */
const DECISION_TOKEN_MS = 10 * MINUTE

export interface ConfirmationToken {
  /** `llt_`, a random part, a dot and the ciphertext in base64url. */
  readonly text: Secret
  readonly hash: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

interface For {
  readonly workspaceId: string
  readonly sessionId: string
}

/** Creates a confirmation token, bound to its connect session. The browser carries it; the database stores its hash. */
export function createConfirmationToken(
  { encryption, now }: ConnectContext,
  { workspaceId, sessionId }: For,
  content: ConfirmationTokenContent,
): ConfirmationToken {
  const ciphertext = encryption.encrypt(JSON.stringify(content), {
    workspaceId,
    rowId: sessionId,
    field: 'confirmation_token',
  })
  const text = `llt_${newRandomToken()}.${Buffer.from(ciphertext).toString('base64url')}`
  const lifetimeMs = content.kind === 'code' ? CODE_TOKEN_MS : DECISION_TOKEN_MS
  return { text: new Secret(text), hash: hashToken(text), expiresAt: now().getTime() + lifetimeMs }
}

/** @throws ProblemError confirmation_token_invalid if damaged or issued for another session */
export function openConfirmationToken(
  { encryption }: ConnectContext,
  { workspaceId, sessionId }: For,
  confirmationToken: Secret,
): ConfirmationTokenContent {
  const [, ciphertext = ''] = confirmationToken.reveal().split('.')
  try {
    const encryptionContext = { workspaceId, rowId: sessionId, field: 'confirmation_token' } as const
    return JSON.parse(
      encryption.decrypt(Buffer.from(ciphertext, 'base64url'), encryptionContext),
    ) as ConfirmationTokenContent
  } catch (cause) {
    throw new ProblemError('confirmation_token_invalid', { cause })
  }
}
