export interface ConnectionFilter {
  readonly owner?: string | undefined
  readonly providerId?: string | undefined
  readonly connected?: boolean | undefined
  /** Part of an account's name, e-mail address or id, or of an owner. */
  readonly words?: string | undefined
}

export interface EventFilter {
  readonly connectionId?: string | undefined
  /** Only what happened to connections of this owner. */
  readonly owner?: string | undefined
  /** A type, or the beginning of some up to the dot. */
  readonly type?: string | undefined
  readonly actor?: string | undefined
  /** Epoch milliseconds: not before. */
  readonly since?: number | undefined
  /** Epoch milliseconds: before. */
  readonly until?: number | undefined
}
