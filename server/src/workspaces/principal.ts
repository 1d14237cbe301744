import type { Scope, Role } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'

/** Every scope. */
export const SCOPES = [
  'oauth_apps:read',
  'oauth_apps:write',
  'connect_sessions:read',
  'connect_sessions:write',
  'connections:read',
  'connections:write',
  'tokens:read',
  'proxy:use',
  'audiences:read',
  'audiences:write',
  'campaigns:read',
  'campaigns:write',
  'campaigns:send',
  'reports:read',
  'events:read',
  'calls:read',
  'end_users:read',
  'end_users:write',
  'secret_keys:read',
  'secret_keys:write',
  'members:read',
  'members:write',
  'webhooks:read',
  'webhooks:write',
  'workspace:write',
] as const satisfies readonly Scope[]

/** Whether this is the name of a scope. */
export function isScope(value: unknown): value is Scope {
  return SCOPES.some((scope) => scope === value)
}

const READ_OF: ReadonlyMap<Scope, Scope> = new Map(
  SCOPES.flatMap((scope) => {
    const read = SCOPES.find((other) => other === scope.replace(/:write$/, ':read'))
    return read === undefined || read === scope ? [] : [[scope, read]]
  }),
)

/** These scopes, plus the `:read` that each `:write` includes. */
export function withIncluded(scopes: Iterable<Scope>): ReadonlySet<Scope> {
  return new Set([...scopes].flatMap((scope) => [scope, READ_OF.get(scope) ?? scope]))
}

const authenticated = Symbol('authenticated')

/** The authenticated principal of a request. Only this file creates one. */
export interface Principal {
  readonly [authenticated]: true
  /** A secret key, a user in a browser, or an assistant that a user authorized. */
  readonly kind: 'secret_key' | 'user' | 'assistant'
  /** ID of the secret key, the user or the assistant. */
  readonly principalId: string
  readonly workspaceId: string
  /** For members: the only end user whose connections are accessible. null: all of the workspace. */
  readonly endUserId: string | null
  /** The only accessible connections; null: no further restriction. */
  readonly connectionIds: ReadonlySet<string> | null
  readonly scopes: ReadonlySet<Scope>
  /** The scopes that it can give to a new secret key: a key gives no scope that it lacks. */
  readonly gives: ReadonlySet<Scope>
}

const DAILY: readonly Scope[] = [
  'oauth_apps:read',
  'campaigns:send',
  'campaigns:write',
  'connect_sessions:write',
  'connections:read',
  'connections:write',
  'audiences:write',
  'reports:read',
  'events:read',
  'calls:read',
]
const RUNNING: readonly Scope[] = [
  ...DAILY,
  'oauth_apps:write',
  'secret_keys:write',
  'members:read',
  'webhooks:read',
  'webhooks:write',
  'end_users:write',
  'workspace:write',
]

/** Without `tokens:read` and `proxy:use`: a provider's credentials never reach a browser. */
const SCOPES_OF_ROLE: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  owner: withIncluded([...RUNNING, 'members:write']),
  admin: withIncluded(RUNNING),
  member: withIncluded(DAILY),
}

/** Whether this is the name of a role. */
export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(SCOPES_OF_ROLE, value)
}

/** The scopes that a role can give to a secret key. An admin cannot give `members:write`: a key with it could make an owner. */
const GIVES: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  owner: new Set(SCOPES),
  admin: new Set(SCOPES.filter((scope) => scope !== 'members:write')),
  member: new Set(),
}

/** A user in one of their workspaces. */
export interface MemberOfWorkspace {
  readonly userId: string
  readonly workspaceId: string
  readonly role: Role
}

/** A signed-in user, with the scopes of their role. A member sees only their own connections. */
export function principalOfUser({ userId, workspaceId, role }: MemberOfWorkspace): Principal {
  const scopes = SCOPES_OF_ROLE[role]
  const endUserId = role === 'member' ? userId : null
  return {
    [authenticated]: true,
    kind: 'user',
    principalId: userId,
    workspaceId,
    endUserId,
    connectionIds: null,
    scopes,
    gives: GIVES[role],
  }
}

/** A secret key: it may do everything that its scopes allow, on every connection. */
export function principalOfSecretKey({
  id: principalId,
  workspaceId,
  scopes: given,
}: {
  readonly id: string
  readonly workspaceId: string
  readonly scopes: readonly Scope[]
}): Principal {
  const scopes = withIncluded(given)
  return {
    [authenticated]: true,
    kind: 'secret_key',
    principalId,
    workspaceId,
    endUserId: null,
    connectionIds: null,
    scopes,
    gives: scopes,
  }
}

/** The server itself, which finishes interrupted requests: it can change contacts, and nothing else. */
export function principalOfServer(workspaceId: string): Principal {
  return principalOfSecretKey({ id: 'server', workspaceId, scopes: ['audiences:write'] })
}

/** Identifies a principal. */
export type PrincipalReference = Pick<Principal, 'kind' | 'principalId' | 'workspaceId'>

/** A principal as a job stores it, with the scopes that the job needs. */
export interface StoredPrincipal extends PrincipalReference {
  readonly endUserId: string | null
  readonly connectionIds: readonly string[] | null
  readonly scopes: readonly Scope[]
}

/** @throws ProblemError insufficient_scope */
export function storePrincipal(principal: Principal, needed: readonly Scope[]): StoredPrincipal {
  const { kind, principalId, workspaceId, endUserId, connectionIds } = principal
  for (const scope of needed) assertScope(principal, scope)
  return {
    kind,
    principalId,
    workspaceId,
    endUserId,
    connectionIds: connectionIds && [...connectionIds],
    scopes: [...withIncluded(needed)],
  }
}

/**
 * The principal of a job: the stored scopes and connections, as far as the principal still has them. It can give no secret keys.
 * @param now the same principal as it is now
 * @throws ProblemError insufficient_scope if it lacks a scope that the job needs
 */
export function principalOfJob(stored: StoredPrincipal, now: Principal): Principal {
  for (const scope of stored.scopes) assertScope(now, scope)
  const { connectionIds: given } = stored
  return {
    ...now,
    endUserId: stored.endUserId ?? now.endUserId,
    connectionIds: given
      ? new Set(given.filter((id) => now.connectionIds?.has(id) !== false))
      : now.connectionIds,
    scopes: new Set(stored.scopes),
    gives: GIVES.member,
  }
}

/** @throws ProblemError insufficient_scope */
export function assertScope(principal: Principal, scope: Scope): void {
  if (!principal.scopes.has(scope)) throw new ProblemError('insufficient_scope', { facts: { scope } })
}

export interface AuthorizedAssistant extends MemberOfWorkspace {
  readonly assistantId: string
  readonly scopes: readonly Scope[]
  readonly connectionIds: readonly string[] | null
}

/** An assistant, with the scopes that the user authorized, as far as the user still has them. */
export function principalOfAssistant({
  assistantId,
  scopes,
  connectionIds,
  ...user
}: AuthorizedAssistant): Principal {
  const { workspaceId, endUserId, scopes: own } = principalOfUser(user)
  return {
    [authenticated]: true,
    kind: 'assistant',
    principalId: assistantId,
    workspaceId,
    endUserId,
    connectionIds: connectionIds && new Set(connectionIds),
    scopes: withIncluded(scopes.filter((scope) => own.has(scope))),
    gives: GIVES.member,
  }
}
