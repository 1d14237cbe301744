import type { Connection } from '../connections/connection.ts'
import { describeStatus, type Status } from '../connections/describe-status.ts'
import type { Provider } from '../providers/provider.ts'
import type { AlertsContext } from './context.ts'

/** A user has asked for it: no alert. */
const WANTED: ReadonlySet<string | null> = new Set(['disconnect_requested', 'not_connected'])

export function statusNow(
  { providers, now, expiringSoonMs }: Pick<AlertsContext, 'providers' | 'now' | 'expiringSoonMs'>,
  connection: Connection,
): { readonly provider: Provider; readonly status: Status } | null {
  const provider = providers.get(connection.providerSlug)
  return provider
    ? { provider, status: describeStatus(connection, provider, { now: now().getTime(), expiringSoonMs }) }
    : null
}

/** Why a connection needs a user: its provider, status and reason; null: it does not. */
export function connectionCause(context: AlertsContext, connection: Connection): string | null {
  const found = statusNow(context, connection)
  if (!found || found.status.status === 'connected' || WANTED.has(found.status.reason)) return null
  return ['connection', connection.providerSlug, found.status.status, found.status.reason ?? ''].join(' ')
}
