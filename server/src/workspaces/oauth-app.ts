import type { NewEvent } from './event.ts'

export interface OAuthAppRepository {
  /** Called before and after each change of cacheable data. */
  onChange(listener: (id: string) => void): void
  /** False if the client ID is already registered. */
  insert(app: OAuthApp, event: NewEvent): Promise<boolean>
  read(workspaceId: string, id: string): Promise<OAuthApp | undefined>
  /** Newest first. */
  list(workspaceId: string): Promise<OAuthApp[]>
  /** Returns false if the OAuth app was deleted. */
  addSecret(app: OAuthApp, secret: OAuthApp['clientSecrets'][number], event: NewEvent): Promise<boolean>
  /** False if the OAuth app's secrets have changed since they were read. */
  removeSecret(app: OAuthApp, secretId: string, event: NewEvent, now: number): Promise<boolean>
  /** False if connections depend on it. */
  remove(app: OAuthApp, event: NewEvent, now: number): Promise<boolean>
}

export interface OAuthApp {
  readonly id: string
  readonly workspaceId: string
  readonly providerSlug: string
  readonly clientId: string
  readonly name: string
  /** Newest first. */
  readonly clientSecrets: readonly {
    readonly id: string
    readonly ciphertext: Uint8Array
    readonly createdAt: number
  }[]
  /** Incremented with each change of the secrets. */
  readonly secretsVersion: number
  readonly createdAt: number
}
