import type { ConnectionPermissions } from '@letterlock/sdk/wire.ts'

export interface ConnectSessionRepository {
  insert(session: Session, tokenHash: string, now: number): Promise<void>
  read(id: string): Promise<Session | undefined>
  findByToken(tokenHash: string): Promise<Session | undefined>
  /** Binds the session to the browser that opened its link first; false for every later one. */
  open(tokenHash: string, browserHash: string, now: number): Promise<boolean>
  /** The session, if this browser is the one that opened it. */
  readOpened(id: string, browserHash: string): Promise<Session | undefined>
}

export interface Session {
  readonly id: string
  readonly workspaceId: string
  readonly endUserId: string
  readonly providerIds: readonly string[]
  /** The most that the person can allow. */
  readonly permissions: ConnectionPermissions
  readonly returnUrl: string
  readonly connectionId: string | null
  /** The person was asked elsewhere: the link leads straight to the platform. */
  readonly skipConnectPage: boolean
  readonly openedAt: number | null
  readonly completedAt: number | null
  readonly expiresAt: number
}
