/** Tokens that are kept until their account lookup succeeds, or an end user has decided. */
export interface KeptGrantRepository {
  keep(grant: KeptGrant): Promise<void>
  /** Takes a grant once, if it has not expired. */
  take(workspaceId: string, hash: string, now: number): Promise<Uint8Array | undefined>
  /** Takes at most `limit` grants that expired before this time, each once: they are deleted. */
  takeLapsed(before: number, limit: number): Promise<Omit<KeptGrant, 'expiresAt'>[]>
}

export interface KeptGrant {
  readonly workspaceId: string
  /** Hash of the code, token or device code that was exchanged. */
  readonly hash: string
  readonly ciphertext: Uint8Array
  readonly expiresAt: number
}
