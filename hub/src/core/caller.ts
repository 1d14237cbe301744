import type { Right, Role } from '@letterlock/client/wire.ts'
import { HubError } from '../errors.ts'
import type { SignedIn } from './people.ts'

/** A right that is missing here does not compile. */
const EVERY_RIGHT: Readonly<Record<Right, true>> = {
  'apps.read': true,
  'apps.write': true,
  'campaigns.send': true,
  'campaigns.write': true,
  connect: true,
  'connections.read': true,
  'connections.write': true,
  'contacts.write': true,
  'events.read': true,
  'keys.write': true,
  'marketing.read': true,
  'members.read': true,
  'members.write': true,
  proxy: true,
  token: true,
  'workspace.write': true,
}

export const RIGHTS = Object.keys(EVERY_RIGHT) as [Right, ...Right[]]

declare const authenticated: unique symbol

/** Who calls, after key or browser were checked. Only `authenticate-key` and `callerOfPerson` make one. */
export interface Caller {
  readonly [authenticated]: true
  /** A program with a secret key, somebody at a browser, or an assistant that somebody has let in. */
  readonly kind: 'key' | 'person' | 'assistant'
  /** The key's id; a person's when a browser calls. */
  readonly keyId: string
  readonly workspaceId: string
  /** Whose connections it sees and touches: a member's are their own; null: all of the workspace. */
  readonly owner: string | null
  /** The only ones that it sees; null: all of these. */
  readonly connections: ReadonlySet<string> | null
  readonly rights: ReadonlySet<Right>
  /** What a key may hold that is made by this caller: no key gives more than it has; those who run the workspace give any. */
  readonly gives: ReadonlySet<Right>
}

const DAILY: readonly Right[] = [
  'apps.read',
  'campaigns.send',
  'campaigns.write',
  'connect',
  'connections.read',
  'connections.write',
  'contacts.write',
  'events.read',
  'marketing.read',
]
const RUNNING: readonly Right[] = [...DAILY, 'apps.write', 'keys.write', 'members.read', 'workspace.write']

/** Never `token` or `proxy`: a credential of a platform does not go to a browser. */
const RIGHTS_OF: Readonly<Record<Role, ReadonlySet<Right>>> = {
  owner: new Set([...RUNNING, 'members.write']),
  admin: new Set(RUNNING),
  member: new Set(DAILY),
}

/** An admin gives what programs need, and never more over people than an admin has: no key is a way to become owner. */
const GIVES: Readonly<Record<Role, ReadonlySet<Right>>> = {
  owner: new Set(RIGHTS),
  admin: new Set(RIGHTS.filter((right) => right !== 'members.write')),
  member: new Set(),
}

export function callerOfPerson({ personId, workspaceId, role }: SignedIn): Caller {
  const rights = RIGHTS_OF[role]
  const owner = role === 'member' ? personId : null
  return {
    kind: 'person',
    keyId: personId,
    workspaceId,
    owner,
    connections: null,
    rights,
    gives: GIVES[role],
  } as Caller
}

export function assertRight(caller: Caller, right: Right): void {
  if (!caller.rights.has(right)) throw new HubError('missing_right', { facts: { right } })
}

export interface LetIn extends Pick<SignedIn, 'personId' | 'workspaceId' | 'role'> {
  readonly assistantId: string
  readonly rights: readonly Right[]
  readonly connections: readonly string[] | null
}

/** An assistant may what the person has allowed, of what the person may: today, not on the day they let it in. */
export function callerOfAssistant({ assistantId, rights, connections, ...person }: LetIn): Caller {
  const { workspaceId, owner, rights: own } = callerOfPerson(person as SignedIn)
  return {
    kind: 'assistant',
    keyId: assistantId,
    workspaceId,
    owner,
    connections: connections && new Set(connections),
    rights: new Set(rights.filter((right) => own.has(right))),
    gives: GIVES.member,
  } as unknown as Caller
}
