/** Usage since the last flush. */
export interface Usage {
  readonly lines: readonly UsageLine[]
  /** Connection → when the provider last answered a call with success, in epoch milliseconds. */
  readonly answered: ReadonlyMap<string, number>
  /** IDs of the secret keys that were used. */
  readonly keys: ReadonlySet<string>
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
