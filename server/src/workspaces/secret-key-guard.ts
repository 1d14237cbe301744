import { ProblemError } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { SECOND } from '../kernel/time.ts'
import { principalOfSecretKey, type Principal } from './principal.ts'
import { createVersionedCache } from '../kernel/versioned-cache.ts'
import type { WorkspacesContext } from './context.ts'

export interface SecretKeyGuard {
  /**
   * The principal of a secret key; no promise if the key is in the cache, since a promise would cost the fast path more than the lookup.
   * @param authorization the `Authorization` header; undefined if it is missing
   * @throws ProblemError authentication_required, invalid_token
   */
  authenticate(authorization: string | undefined): Principal | Promise<Principal>
}

const KEY = /^Bearer (llk_[\w-]{43})$/i

/** Caches a key for at most a second: a key that another process revokes is rejected within that time. */
export function createSecretKeyGuard({ store }: Pick<WorkspacesContext, 'store'>): SecretKeyGuard {
  const cache = createVersionedCache<Remembered>({
    maxEntries: 10_000,
    maxAgeMs: SECOND,
    dataVersion: () => store.changesElsewhere(),
  })
  store.secretKeys.onChange(() => cache.clear())
  const read = async (authorization: string | undefined): Promise<Principal> => {
    if (authorization === undefined) throw new ProblemError('authentication_required')
    const [, key] = KEY.exec(authorization) ?? []
    if (!key) throw new ProblemError('invalid_token')
    const mark = cache.version()
    const row = await store.secretKeys.findByHash(hashToken(key))
    if (!row) throw new ProblemError('invalid_token')
    const principal = principalOfSecretKey(row)
    cache.set(indexOf(authorization), { authorization, principal }, mark)
    return principal
  }
  const remembered = (authorization: string | undefined): Principal | undefined => {
    if (authorization === undefined) return undefined
    const known = cache.get(indexOf(authorization))
    return known && sameText(known.authorization, authorization) ? known.principal : undefined
  }
  return { authenticate: (authorization) => remembered(authorization) ?? read(authorization) }
}

interface Remembered {
  readonly authorization: string
  readonly principal: Principal
}

/** `Bearer llk_` and 16 characters: enough to find the key, and 160 bits short of the whole key. */
const INDEX_LENGTH = 27

function indexOf(authorization: string): string {
  return authorization.slice(0, INDEX_LENGTH)
}

/** Compares in constant time; hashing both would take four times as long. */
function sameText(known: string, given: string): boolean {
  if (known.length !== given.length) return false
  let difference = 0
  for (let index = 0; index < known.length; index++)
    difference |= known.charCodeAt(index) ^ given.charCodeAt(index)
  return difference === 0
}
