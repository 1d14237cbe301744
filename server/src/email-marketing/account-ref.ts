import type { Connection } from '../connections/connection.ts'
import { comparableText } from './comparable-text.ts'

/** An account of a provider, whichever connection of the workspace leads to it. */
export interface AccountRef {
  readonly workspaceId: string
  /** Slug. */
  readonly provider: string
  readonly accountId: string
  /** What tells it where it may have another ID, too: its name, its email address and its end user. */
  readonly knownAs: readonly string[]
}

export function accountOf({
  workspaceId,
  providerSlug,
  account,
  endUserId,
}: Pick<Connection, 'workspaceId' | 'providerSlug' | 'account' | 'endUserId'>): AccountRef {
  const { id, name, email } = account
  const knownAs = [`name ${comparableText(name)}`, `end user ${endUserId}`]
  if (email !== null) knownAs.push(`email ${comparableText(email)}`)
  return { workspaceId, provider: providerSlug, accountId: id, knownAs }
}

/** Whether an account with another ID may be this one. */
export const mayBeSameAccount = (one: AccountRef, other: AccountRef): boolean =>
  (one.provider !== other.provider || one.accountId !== other.accountId) &&
  one.knownAs.some((known) => other.knownAs.includes(known))
