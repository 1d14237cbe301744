import type { NewEvent } from './event.ts'

export interface OAuthAppRepository {
  /** Notified of each change of what may be cached, before it and after it. */
  onChange(listener: (id: string) => void): void
  /** false when the client id is taken. */
  insert(app: OAuthApp, event: NewEvent): Promise<boolean>
  read(workspaceId: string, id: string): Promise<OAuthApp | undefined>
  /** The newest app of each provider comes first. */
  list(workspaceId: string): Promise<OAuthApp[]>
  addSecret(app: OAuthApp, secret: OAuthApp['clientSecrets'][number], event: NewEvent): Promise<void>
  removeSecret(app: OAuthApp, secretId: string, event: NewEvent, now: number): Promise<boolean>
  /** false while connections still depend on it. */
  remove(app: OAuthApp, event: NewEvent, now: number): Promise<boolean>
}

export interface OAuthApp {
  readonly id: string
  readonly workspaceId: string
  readonly providerId: string
  readonly clientId: string
  readonly name: string
  /** Newest first. */
  readonly clientSecrets: readonly {
    readonly id: string
    readonly ciphertext: Uint8Array
    readonly createdAt: number
  }[]
  readonly createdAt: number
}
