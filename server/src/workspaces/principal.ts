import type { Scope, Role } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'

/** A right that is missing here does not compile. */
const EVERY_SCOPE: Readonly<Record<Scope, true>> = {
  'oauth_apps:read': true,
  'oauth_apps:write': true,
  'campaigns:send': true,
  'campaigns:write': true,
  'connect_sessions:write': true,
  'connections:read': true,
  'connections:write': true,
  'audiences:write': true,
  'events:read': true,
  'secret_keys:write': true,
  'marketing.read': true,
  'members:read': true,
  'members:write': true,
  'proxy:use': true,
  'tokens:read': true,
  'workspace:write': true,
}

export const SCOPES = Object.keys(EVERY_SCOPE) as [Scope, ...Scope[]]

declare const authenticated: unique symbol

/** Who calls, after key or browser were checked. Only `authenticate-key` and `callerOfPerson` make one. */
export interface Principal {
  readonly [authenticated]: true
  /** A program with a secret key, somebody at a browser, or an assistant that somebody has let in. */
  readonly kind: 'secret_key' | 'user' | 'assistant'
  /** The key's id; a person's when a browser calls. */
  readonly principalId: string
  readonly workspaceId: string
  /** Whose connections it sees and touches: a member's are their own; null: all of the workspace. */
  readonly endUserId: string | null
  /** The only ones that it sees; null: all of these. */
  readonly connectionIds: ReadonlySet<string> | null
  readonly scopes: ReadonlySet<Scope>
  /** What a key may hold that is made by this caller: no key gives more than it has; those who run the workspace give any. */
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
  'events:read',
  'marketing.read',
]
const RUNNING: readonly Scope[] = [
  ...DAILY,
  'oauth_apps:write',
  'secret_keys:write',
  'members:read',
  'workspace:write',
]

/** Never `token` or `proxy`: a credential of a platform does not go to a browser. */
const SCOPES_OF_ROLE: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  owner: new Set([...RUNNING, 'members:write']),
  admin: new Set(RUNNING),
  member: new Set(DAILY),
}

/** An admin gives what programs need, and never more over people than an admin has: no key is a way to become owner. */
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

export function principalOfUser({ userId, workspaceId, role }: MemberOfWorkspace): Principal {
  const scopes = SCOPES_OF_ROLE[role]
  const endUserId = role === 'member' ? userId : null
  return {
    kind: 'user',
    principalId: userId,
    workspaceId,
    endUserId,
    connectionIds: null,
    scopes,
    gives: GIVES[role],
  } as Principal
}

export function assertScope(principal: Principal, scope: Scope): void {
  if (!principal.scopes.has(scope)) throw new ProblemError('insufficient_scope', { facts: { scope } })
}

export interface AuthorizedAssistant extends MemberOfWorkspace {
  readonly assistantId: string
  readonly scopes: readonly Scope[]
  readonly connectionIds: readonly string[] | null
}

/** An assistant may what the person has allowed, of what the person may: today, not on the day they let it in. */
export function principalOfAssistant({
  assistantId,
  scopes,
  connectionIds,
  ...user
}: AuthorizedAssistant): Principal {
  const { workspaceId, endUserId, scopes: own } = principalOfUser(user)
  return {
    kind: 'assistant',
    principalId: assistantId,
    workspaceId,
    endUserId,
    connectionIds: connectionIds && new Set(connectionIds),
    scopes: new Set(scopes.filter((scope) => own.has(scope))),
    gives: GIVES.member,
  } as unknown as Principal
}
