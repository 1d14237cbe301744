/** A request that holds a key. */
export interface IdempotencyClaim {
  readonly workspaceId: string
  /** ID of the principal. */
  readonly principal: string
  readonly keyHash: string
  readonly claim: string
}

/** Times are epoch milliseconds. */
export interface IdempotencyRow extends IdempotencyClaim {
  /** The connection that the request is about; null if none, and stored as null if the workspace has no such connection. */
  readonly connectionId: string | null
  readonly requestCiphertext: Uint8Array
  /** null while the first request runs. */
  readonly responseCiphertext: Uint8Array | null
  /** Whether the process of the first request still works on it. */
  readonly isHeld: boolean
  readonly expiresAt: number
}

/** Requests with an `Idempotency-Key`, by principal and key. */
export interface IdempotencyRepository {
  /** Inserts a key, and holds it for `leaseMs`; false if it exists and has not expired. */
  insert(
    row: Omit<IdempotencyRow, 'responseCiphertext' | 'isHeld'>,
    times: { readonly now: number; readonly leaseMs: number },
  ): Promise<boolean>
  /** Extends the hold; false if the response is stored, or the key was deleted. */
  extend(claim: IdempotencyClaim, leaseMs: number): Promise<boolean>
  find(claim: Omit<IdempotencyClaim, 'claim'>): Promise<IdempotencyRow | undefined>
  /**
   * Stores the response, unless another request has replaced the claim, or the connection in the response has been deleted
   * meanwhile. Deleting a connection or revoking a principal erases its rows.
   */
  answer(claim: IdempotencyClaim, responseCiphertext: Uint8Array, connectionId: string | null): Promise<void>
  /** Deletes the key. */
  release(claim: IdempotencyClaim): Promise<void>
  /** Deletes expired keys. */
  sweep(now: number): Promise<void>
}
