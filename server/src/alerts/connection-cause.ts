import type { Connection } from '../connections/connection.ts'
import { describeStatus, type Status } from '../connections/describe-status.ts'
import type { AlertsContext } from './context.ts'

/** A user has asked for it: no alert. */
const WANTED: ReadonlySet<string | null> = new Set(['disconnect_requested', 'not_connected'])

export function statusNow(
  { providers, now, expiringSoonMs }: Pick<AlertsContext, 'providers' | 'now' | 'expiringSoonMs'>,
  connection: Connection,
): { readonly providerName: string; readonly status: Status } {
  const provider = providers.get(connection.providerSlug)
  return {
    providerName: provider?.name ?? connection.providerSlug,
    status: describeStatus(connection, provider, { now: now().getTime(), expiringSoonMs }),
  }
}

/** Why a connection needs a user: its provider, status and reason; null: it does not. */
export function connectionCause(context: AlertsContext, connection: Connection): string | null {
  const { status, reason } = statusNow(context, connection).status
  if (status === 'connected' || WANTED.has(reason)) return null
  return ['connection', connection.providerSlug, status, reason ?? ''].join(' ')
}
