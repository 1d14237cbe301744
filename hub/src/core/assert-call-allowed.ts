import { HubError } from '../errors.ts'
import { accessNeededFor, isAllowed, isKnownCall } from './access-needed.ts'
import { assertRight, type Caller } from './caller.ts'
import type { Credentials } from './connection.ts'
import type { Provider } from './provider.ts'

interface Call {
  readonly method: string
  /** As `readProxyPath` answers it. */
  readonly path: string
}

/**
 * Whether this caller may make this call through this connection: the person must allow what it needs, and whoever sends
 * needs the right to send besides, whichever way the call has come.
 * @throws HubError access_not_allowed, missing_right, proxy_path_unknown
 */
export function assertCallAllowed(
  caller: Caller,
  { access }: Pick<Credentials, 'access'>,
  provider: Provider,
  { method, path }: Call,
): void {
  const needs = accessNeededFor(provider, method, path)
  const allowed = isAllowed(access, needs)
  if (allowed && (needs !== 'send' || caller.rights.has('campaigns.send'))) return
  if (!isKnownCall(provider, method, path))
    throw new HubError('proxy_path_unknown', { facts: { method, platform: provider.name, needs } })
  if (needs === 'send') assertRight(caller, 'campaigns.send')
  throw new HubError('access_not_allowed', { facts: { needs } })
}
