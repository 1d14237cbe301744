/** Tokens that wait for the look-up of their account. */
export interface KeptGrantRepository {
  keep(grant: KeptGrant): Promise<void>
  /** Takes it, once, if it has not ended. */
  take(workspaceId: string, hash: string, now: number): Promise<Uint8Array | undefined>
  /** Forgets those that ended before this time. */
  sweep(before: number): Promise<void>
}

/* What the store is asked with, and what it keeps beside the product's own things. */

export interface KeptGrant {
  readonly workspaceId: string
  /** Of what the tokens were traded for. */
  readonly hash: string
  readonly ciphertext: Uint8Array
  readonly expiresAt: number
}
