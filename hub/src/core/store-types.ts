/* What the store is asked with, and what it keeps beside the product's own things. */

export interface KeptGrant {
  readonly workspaceId: string
  /** Of what the tokens were traded for. */
  readonly hash: string
  readonly sealed: Uint8Array
  readonly expiresAt: number
}

/** `same_tokens`: only while the token set is the one that was read, and nobody is renewing it. */
export type SaveGuard = 'any' | 'same_tokens'

/** A campaign that goes out as soon as somebody says so. Times are epoch milliseconds. */
export interface Sending {
  readonly workspaceId: string
  readonly connectionId: string
  /** Who has prepared it. */
  readonly actor: string
  /** Whether only somebody who is signed in can confirm it. */
  readonly byPerson: boolean
  readonly campaign: string
  readonly audienceNames: readonly string[]
  /** What a person types to confirm it; never empty. */
  readonly nameToType: string
  readonly recipients: number | null
  /** Of what the person was shown. */
  readonly digest: string
  /** null: at once. */
  readonly sendAt: number | null
  readonly expiresAt: number
}

export interface AttemptKey {
  readonly stateHash: string
  readonly browserHash: string
  readonly providerId: string
}

export interface AccountKey {
  readonly workspaceId: string
  readonly providerId: string
  readonly owner: string
  readonly accountId: string
}
