import type { Scope } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken, newId, newRandomToken } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import { SCOPES } from './principal.ts'
import type { KeyRow } from './secret-key.ts'
import type { WorkspacesContext } from './context.ts'

export interface CreateSecretKeyInput {
  readonly workspaceId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly actor: string
}

/** Creates a secret key. Only its hash is stored: the secret is returned once. */
export async function createSecretKey(
  { store, now }: Pick<WorkspacesContext, 'store' | 'now'>,
  { workspaceId, name, scopes, actor }: CreateSecretKeyInput,
): Promise<{ key: KeyRow; secret: Secret }> {
  const at = now()
  const secret = `llk_${newRandomToken()}`
  const key: KeyRow = {
    id: newId('key', at),
    workspaceId,
    name,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    prefix: secret.slice(0, 8),
    createdAt: at.getTime(),
    lastUsedAt: null,
    revokedAt: null,
  }
  const event = {
    type: 'secret_key.created',
    connectionId: null,
    actor,
    data: { secretKeyId: key.id, name, scopes: key.scopes },
  } as const
  await store.secretKeys.insert(key, hashToken(secret), event)
  return { key, secret: new Secret(secret) }
}

/** @throws ProblemError secret_key_not_found */
export async function revokeSecretKey(
  { store, now }: Pick<WorkspacesContext, 'store' | 'now'>,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: string },
): Promise<void> {
  const key = (await store.secretKeys.list(workspaceId)).find((one) => one.id === id)
  if (!key) throw new ProblemError('secret_key_not_found')
  const data = { secretKeyId: id, name: key.name, scopes: key.scopes }
  const event = { type: 'secret_key.revoked', connectionId: null, actor, data } as const
  if (!(await store.secretKeys.revoke(workspaceId, id, event, now().getTime())))
    throw new ProblemError('secret_key_not_found')
}
