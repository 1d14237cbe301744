import type { Right } from '@letterlock/client/wire.ts'
import { HubError } from '../errors.ts'
import { hashToken, newId, newRandomToken } from '../id.ts'
import { Secret } from '../secret.ts'
import type { KeyGuard } from './authenticate-key.ts'
import { RIGHTS } from './caller.ts'
import type { KeyRow, Ports } from './ports.ts'

export interface NewKey {
  readonly workspaceId: string
  readonly name: string
  readonly rights: readonly Right[]
  readonly actor: string
}

/** The secret is here and nowhere else: only its hash is kept. */
export async function createKey(
  { store, now }: Pick<Ports, 'store' | 'now'>,
  { workspaceId, name, rights, actor }: NewKey,
): Promise<{ key: KeyRow; secret: Secret }> {
  const at = now()
  const secret = `llk_${newRandomToken()}`
  const key: KeyRow = {
    id: newId('key', at),
    workspaceId,
    name,
    rights: RIGHTS.filter((right) => rights.includes(right)),
    prefix: secret.slice(0, 8),
    createdAt: at.getTime(),
    lastUsedAt: null,
    revokedAt: null,
  }
  const event = { type: 'key.created', connectionId: null, actor, data: { key: key.id, name } } as const
  await store.keys.insert(key, hashToken(secret), event)
  return { key, secret: new Secret(secret) }
}

/** @throws HubError key_not_found */
export async function revokeKey(
  { store, now }: Pick<Ports, 'store' | 'now'>,
  guard: KeyGuard,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: string },
): Promise<void> {
  const name = (await store.keys.list(workspaceId)).find((key) => key.id === id)?.name ?? null
  const event = { type: 'key.revoked', connectionId: null, actor, data: { key: id, name } } as const
  if (!(await store.keys.revoke(workspaceId, id, event, now().getTime()))) throw new HubError('key_not_found')
  guard.forget()
}
