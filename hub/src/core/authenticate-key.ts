import { HubError } from '../errors.ts'
import { hashToken } from '../id.ts'
import { SECOND } from '../time.ts'
import type { Caller } from './caller.ts'
import { createRecent } from './recent.ts'
import type { Ports } from './ports.ts'

export interface KeyGuard {
  /** The caller of a key that was checked a moment ago. */
  remembered(authorization: string | undefined): Caller | undefined
  /** @throws HubError key_missing, key_unknown */
  authenticate(authorization: string | undefined): Promise<Caller>
  /** Call after a key was revoked. */
  forget(): void
}

const KEY = /^Bearer (llk_[\w-]{43})$/i

/** Remembers a key for a second at most: what another process revokes is refused within that time. */
export function createKeyGuard({ store }: Pick<Ports, 'store'>): KeyGuard {
  const recent = createRecent<Caller>({
    most: 10_000,
    ageMs: SECOND,
    changesElsewhere: () => store.changesElsewhere(),
  })
  const authenticate = async (authorization: string | undefined): Promise<Caller> => {
    if (authorization === undefined) throw new HubError('key_missing')
    const [, key] = KEY.exec(authorization) ?? []
    if (!key) throw new HubError('key_unknown')
    const mark = recent.mark()
    const row = await store.keys.findByHash(hashToken(key))
    if (!row) throw new HubError('key_unknown')
    const caller = {
      keyId: row.id,
      workspaceId: row.workspaceId,
      rights: new Set(row.rights),
    } as unknown as Caller
    recent.set(hashToken(authorization), caller, mark)
    return caller
  }
  const remembered = (authorization: string | undefined): Caller | undefined =>
    authorization === undefined ? undefined : recent.get(hashToken(authorization))
  return {
    remembered,
    authenticate: async (authorization) => remembered(authorization) ?? authenticate(authorization),
    forget: () => recent.clear(),
  }
}
