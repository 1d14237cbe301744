import type { Connection } from '../../connections/connection.ts'

/** An account of a provider, through any connection of the workspace. */
export interface AccountRef {
  readonly workspaceId: string
  /** Slug. */
  readonly provider: string
  readonly accountId: string
}

export const accountOf = ({
  workspaceId,
  providerSlug,
  account,
}: Pick<Connection, 'workspaceId' | 'providerSlug' | 'account'>): AccountRef => ({
  workspaceId,
  provider: providerSlug,
  accountId: account.id,
})

/** A key that is equal for two references to the same account. */
export const accountKey = ({ workspaceId, provider, accountId }: AccountRef): string =>
  JSON.stringify([workspaceId, provider, accountId])
