import type { ConnectionPermissions } from '@letterlock/sdk/wire.ts'

export interface AuthorizationRequestRepository {
  insert(authorizationRequest: AuthorizationRequest, stateHash: string, browserHash: string): Promise<void>
  /** Takes it, once, if state, provider and browser all fit and it has not expired. */
  take(key: AuthorizationRequestKey, now: number): Promise<AuthorizationRequest | undefined>
  /** Why `take` found nothing. */
  find(
    stateHash: string,
  ): Promise<{ authorizationRequest: AuthorizationRequest; browserHash: string; taken: boolean } | undefined>
  /** The taken attempt waits for the application's word under this ticket. */
  issueConfirmationToken(stateHash: string, confirmationTokenHash: string, expiresAt: number): Promise<void>
  /** Takes it, once. */
  takeConfirmationToken(
    confirmationTokenHash: string,
    workspaceId: string,
    now: number,
  ): Promise<AuthorizationRequest | undefined>
  findConfirmationToken(
    confirmationTokenHash: string,
    workspaceId: string,
  ): Promise<{ authorizationRequest: AuthorizationRequest; used: boolean } | undefined>
  /** The same attempt waits again, under another ticket. */
  replaceConfirmationToken(
    confirmationTokenHash: string,
    nextConfirmationTokenHash: string,
    expiresAt: number,
  ): Promise<void>
  /** Forgets attempts and sessions that ended before this time. */
  sweep(before: number): Promise<void>
}

export interface AuthorizationRequest {
  readonly sessionId: string
  readonly workspaceId: string
  readonly providerId: string
  readonly oauthAppId: string
  readonly redirectUri: string
  readonly permissions: ConnectionPermissions
  /** Sealed PKCE verifier; null for platforms without PKCE. */
  readonly codeVerifierCiphertext: Uint8Array | null
  readonly expiresAt: number
}

export interface AuthorizationRequestKey {
  readonly stateHash: string
  readonly browserHash: string
  readonly providerId: string
}
