/** Usage since the last flush. */
export interface Usage {
  readonly lines: readonly UsageLine[]
  /** The last successful call of each connection, by its ID. */
  readonly answered: ReadonlyMap<string, AnsweredCall>
  /** IDs of the secret keys that were used. */
  readonly keys: ReadonlySet<string>
}

export interface AnsweredCall {
  /** Epoch milliseconds. */
  readonly at: number
  /** The newest version of the token set that the provider accepted; null if only the API key was used. */
  readonly tokenSetVersion: number | null
}

export const USAGE_TYPES = ['token.retrieved', 'call.forwarded'] as const

/** How often a principal used a connection. */
export interface UsageLine {
  readonly workspaceId: string
  readonly principalId: string
  readonly connectionId: string
  readonly type: (typeof USAGE_TYPES)[number]
  readonly count: number
}
