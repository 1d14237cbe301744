import type { ConnectionPermissions } from '@letterlock/sdk/wire.ts'

export interface AuthorizationRequestRepository {
  insert(authorizationRequest: AuthorizationRequest, stateHash: string, browserHash: string): Promise<void>
  /** Takes a request once, if state, provider and browser match and it has not expired. */
  take(key: AuthorizationRequestKey, now: number): Promise<AuthorizationRequest | undefined>
  /** Finds a request that `take` did not return, to say why. */
  find(
    stateHash: string,
  ): Promise<{ authorizationRequest: AuthorizationRequest; browserHash: string; taken: boolean } | undefined>
  /** Stores the hash of the confirmation token for a taken request. */
  issueConfirmationToken(stateHash: string, confirmationTokenHash: string, expiresAt: number): Promise<void>
  /** Takes a confirmation token once, if it has not expired. */
  takeConfirmationToken(
    confirmationTokenHash: string,
    workspaceId: string,
    now: number,
  ): Promise<AuthorizationRequest | undefined>
  /** Finds a confirmation token that `takeConfirmationToken` did not return, to say why. */
  findConfirmationToken(
    confirmationTokenHash: string,
    workspaceId: string,
  ): Promise<{ authorizationRequest: AuthorizationRequest; used: boolean } | undefined>
  /** Replaces the confirmation token of a request. */
  replaceConfirmationToken(
    confirmationTokenHash: string,
    nextConfirmationTokenHash: string,
    expiresAt: number,
  ): Promise<void>
  /** Deletes authorization requests and connect sessions that expired before this time, in epoch milliseconds. */
  sweep(before: number): Promise<void>
}

export interface AuthorizationRequest {
  readonly sessionId: string
  readonly workspaceId: string
  readonly providerSlug: string
  readonly oauthAppId: string
  readonly redirectUri: string
  readonly permissions: ConnectionPermissions
  /** Whether the end user changed what the connect page preselected. If not, an existing connection keeps its permissions. */
  readonly permissionsChosen: boolean
  /** Encrypted PKCE code verifier; null without PKCE. */
  readonly codeVerifierCiphertext: Uint8Array | null
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

interface AuthorizationRequestKey {
  readonly stateHash: string
  readonly browserHash: string
  readonly providerSlug: string
}
