/** Tokens that are kept until their account lookup succeeds. */
export interface KeptGrantRepository {
  keep(grant: KeptGrant): Promise<void>
  /** Takes a grant once, if it has not expired. */
  take(workspaceId: string, hash: string, now: number): Promise<Uint8Array | undefined>
  /** Deletes grants that expired before this time. */
  sweep(before: number): Promise<void>
}

interface KeptGrant {
  readonly workspaceId: string
  /** Hash of the code, token or device code that was exchanged. */
  readonly hash: string
  readonly ciphertext: Uint8Array
  readonly expiresAt: number
}
