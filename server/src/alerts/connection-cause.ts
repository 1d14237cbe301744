import type { Connection } from '../connections/connection.ts'
import { describeStatus, type Status } from '../connections/describe-status.ts'
import { statusAndReasonOf } from '../connections/status.ts'
import type { AlertsContext } from './context.ts'

/** Reasons without an alert: a user asked for the disconnect, or has not connected yet. */
const WANTED: ReadonlySet<string | null> = new Set(['disconnect_requested', 'not_connected'])

type StatusContext = Pick<AlertsContext, 'providers' | 'now' | 'expiringSoonMs'>

/** The connection's status at this moment, and the name of its provider for messages. */
export function statusNow(
  { providers, now, expiringSoonMs }: StatusContext,
  connection: Connection,
): { readonly providerName: string; readonly status: Status } {
  const provider = providers.get(connection.providerSlug)
  return {
    providerName: provider?.name ?? connection.providerSlug,
    status: describeStatus(connection, provider, { now: now().getTime(), expiringSoonMs }),
  }
}

/** Why a connection needs a user: its provider, status and reason; null: it does not. */
export function connectionCause(context: StatusContext, connection: Connection): string | null {
  const { status, reason } = statusNow(context, connection).status
  if (status === 'connected') return null
  const { now, expiringSoonMs } = context
  // Without the provider: a missing definition would hide that a user has disconnected it.
  const own = statusAndReasonOf(connection, { now: now().getTime(), expiringSoonMs })
  if (WANTED.has(own.reason)) return null
  return ['connection', connection.providerSlug, status, reason ?? ''].join(' ')
}
