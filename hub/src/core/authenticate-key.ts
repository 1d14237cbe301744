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
  const recent = createRecent<Remembered>({
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
    const rights = new Set(row.rights)
    const { id: keyId, workspaceId } = row
    const caller = {
      kind: 'key',
      keyId,
      workspaceId,
      owner: null,
      connections: null,
      rights,
      gives: rights,
    } as unknown as Caller
    recent.set(indexOf(authorization), { authorization, caller }, mark)
    return caller
  }
  const remembered = (authorization: string | undefined): Caller | undefined => {
    if (authorization === undefined) return undefined
    const known = recent.get(indexOf(authorization))
    return known && sameText(known.authorization, authorization) ? known.caller : undefined
  }
  return {
    remembered,
    authenticate: async (authorization) => remembered(authorization) ?? authenticate(authorization),
    forget: () => recent.clear(),
  }
}

interface Remembered {
  readonly authorization: string
  readonly caller: Caller
}

/** `Bearer llk_` and 16 characters: enough to find the one, and 160 bits short of knowing it. */
const INDEX_LENGTH = 27

function indexOf(authorization: string): string {
  return authorization.slice(0, INDEX_LENGTH)
}

/** In a time that does not tell where they differ; a hash of each would take four times as long. */
function sameText(known: string, given: string): boolean {
  if (known.length !== given.length) return false
  let difference = 0
  for (let index = 0; index < known.length; index++)
    difference |= known.charCodeAt(index) ^ given.charCodeAt(index)
  return difference === 0
}
