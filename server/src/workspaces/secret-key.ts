import type { Scope } from '@letterlock/sdk/wire.ts'
import type { NewEvent } from './event.ts'

export interface KeyRow {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly prefix: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

export interface SecretKeyRepository {
  /** Called before and after each change of cacheable data. */
  onChange(listener: (id: string) => void): void
  insert(key: KeyRow, hash: string, event: NewEvent): Promise<void>
  findByHash(hash: string): Promise<KeyRow | undefined>
  list(workspaceId: string): Promise<KeyRow[]>
  /** False if there is no such key, or it was already revoked. */
  revoke(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
}
