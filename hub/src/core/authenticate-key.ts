import { HubError } from '../errors.ts'
import { hashToken } from '../id.ts'
import { SECOND } from '../time.ts'
import type { Caller } from './caller.ts'
import { createRecent } from './recent.ts'
import type { Ports } from './ports.ts'

export interface KeyGuard {
  /** @throws HubError key_missing, key_unknown */
  authenticate(authorization: string | undefined): Promise<Caller>
  /** Call after a key was revoked. */
  forget(): void
}

const KEY = /^Bearer (llk_[\w-]{43})$/i

/** Remembers a key for a second at most: what another process revokes is refused within that time. */
export function createKeyGuard({ store }: Pick<Ports, 'store'>): KeyGuard {
  const recent = createRecent<Caller>({ most: 10_000, ageMs: SECOND })
  return {
    async authenticate(authorization) {
      if (authorization === undefined) throw new HubError('key_missing')
      const [, key] = KEY.exec(authorization) ?? []
      if (!key) throw new HubError('key_unknown')
      const hash = hashToken(key)
      const known = recent.get(hash)
      if (known) return known
      const row = await store.keys.findByHash(hash)
      if (!row) throw new HubError('key_unknown')
      const caller = {
        keyId: row.id,
        workspaceId: row.workspaceId,
        rights: new Set(row.rights),
      } as unknown as Caller
      recent.set(hash, caller)
      return caller
    },
    forget: () => recent.clear(),
  }
}
