import type { Connection } from '@letterlock/sdk'
import { ownCommand } from './own-command.ts'

/** Reasons for which reconnecting does not help: the OAuth app, the provider, or its definition. */
const NOT_CURED_BY_RECONNECTING: ReadonlySet<Connection['reason']> = new Set([
  'oauth_app_rejected',
  'account_disabled',
  'provider_not_defined',
] as const)

/** The command that reconnects a connection. @param named its ID or name */
export function reconnectCommand(named: string): string {
  return ownCommand(
    `connect --reconnect ${/^[\w.-]+$/.test(named) ? named : `"${named.replaceAll('"', '\\"')}"`}`,
  )
}

/** Whether the next step of a connection is to reconnect it. */
export function isCuredByReconnecting({ nextStep, reason }: Connection): boolean {
  return nextStep !== null && !NOT_CURED_BY_RECONNECTING.has(reason)
}
