import type { Right } from '@letterlock/client/wire.ts'
import { HubError } from '../errors.ts'

/** A right that is missing here does not compile. */
const EVERY_RIGHT: Readonly<Record<Right, true>> = {
  'apps.read': true,
  'apps.write': true,
  connect: true,
  'connections.read': true,
  'connections.write': true,
  'events.read': true,
  'keys.write': true,
  proxy: true,
  token: true,
  'workspace.write': true,
}

export const RIGHTS = Object.keys(EVERY_RIGHT) as [Right, ...Right[]]

declare const authenticated: unique symbol

/** Who calls, after the key was checked. Only `authenticate-key` makes one. */
export interface Caller {
  readonly [authenticated]: true
  readonly keyId: string
  readonly workspaceId: string
  readonly rights: ReadonlySet<Right>
}

export function assertRight(caller: Caller, right: Right): void {
  if (!caller.rights.has(right)) throw new HubError('missing_right', { facts: { right } })
}
