/** What happened since the last flush. */
export interface Usage {
  readonly lines: readonly UsageLine[]
  /** Connection → when the platform last answered a call of it with success. */
  readonly answered: ReadonlyMap<string, number>
  /** Those that were used, for these or for anything else. */
  readonly keys: ReadonlySet<string>
}

/** How often a key did something with a connection. */
export interface UsageLine {
  readonly workspaceId: string
  readonly principalId: string
  readonly connectionId: string
  readonly type: 'token.retrieved' | 'call.forwarded'
  readonly count: number
}
