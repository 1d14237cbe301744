import type { ConnectionPermissions } from '@letterlock/sdk/wire.ts'

export interface ConnectSessionRepository {
  insert(session: ConnectSession, tokenHash: string, now: number): Promise<void>
  read(id: string): Promise<ConnectSession | undefined>
  findByToken(tokenHash: string): Promise<ConnectSession | undefined>
  /** Binds the session to the first browser that opens its link; false for every other browser. */
  open(tokenHash: string, browserHash: string, now: number): Promise<boolean>
  /** The session, if this browser opened it. */
  readOpened(id: string, browserHash: string): Promise<ConnectSession | undefined>
}

export interface ConnectSession {
  readonly id: string
  readonly workspaceId: string
  readonly endUserId: string
  readonly providerSlugs: readonly string[]
  /** Upper bound of the permissions that the end user can give. */
  readonly permissions: ConnectionPermissions
  readonly returnUrl: string
  /** The connection to reconnect; null: none is named. */
  readonly connectionId: string | null
  /** Added to the connection; its other labels stay. */
  readonly labels: Readonly<Record<string, string>>
  /** Skips the connect page: the link redirects to the provider. */
  readonly skipConnectPage: boolean
  /** Epoch milliseconds, as the two below. */
  readonly openedAt: number | null
  readonly completedAt: number | null
  readonly expiresAt: number
}
