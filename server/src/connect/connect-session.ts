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
  /** Upper bound of what the end user can allow. */
  readonly permissions: ConnectionPermissions
  readonly returnUrl: string
  readonly connectionId: string | null
  /** The connection gets them; its other labels stay. */
  readonly labels: Readonly<Record<string, string>>
  /** Skips the connect page: the link redirects to the provider. */
  readonly skipConnectPage: boolean
  readonly openedAt: number | null
  readonly completedAt: number | null
  readonly expiresAt: number
}
