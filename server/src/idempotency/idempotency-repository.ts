/** One request that works on a key. */
export interface IdempotencyClaim {
  readonly workspaceId: string
  /** Who asks: the caller's `keyId`. */
  readonly principal: string
  readonly keyHash: string
  readonly claim: string
}

/** Times are epoch milliseconds. */
export interface IdempotencyRow extends IdempotencyClaim {
  readonly sealedRequest: Uint8Array
  /** null while the first request is at work. */
  readonly sealedAnswer: Uint8Array | null
  readonly leaseUntil: number
  readonly expiresAt: number
}

/** Requests with an `Idempotency-Key`, by caller and key. */
export interface IdempotencyRepository {
  /** false when the key is known, and not past its end. */
  insert(row: Omit<IdempotencyRow, 'sealedAnswer'>, now: number): Promise<boolean>
  find(claim: Omit<IdempotencyClaim, 'claim'>): Promise<IdempotencyRow | undefined>
  /** Puts another claim in the place of this row's, which has no answer; false when somebody else was faster. */
  takeOver(row: IdempotencyRow, claim: string, leaseUntil: number): Promise<boolean>
  /** Nothing happens when the claim was taken over. */
  answer(claim: IdempotencyClaim, sealedAnswer: Uint8Array): Promise<void>
  /** The key is free again. */
  release(claim: IdempotencyClaim): Promise<void>
  /** Forgets those that have ended. */
  sweep(now: number): Promise<void>
}
