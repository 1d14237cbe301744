import type { ConnectionStatus, StatusReason } from '@letterlock/client/wire.ts'
import type { Connection, WireConnection } from './connection.ts'
import type { Provider } from './provider.ts'
import { isoOrNull } from '../time.ts'

interface Status {
  readonly status: ConnectionStatus
  readonly detail: string
  readonly action: string | null
}

/** What each reason means to the person, and what to do about it. */
const REASONS: Readonly<Record<StatusReason, readonly [detail: string, action: string]>> = {
  not_connected: ['Not connected yet.', 'Connect the account.'],
  disconnected_by_user: ['Disconnected here, on request.', 'Connect again whenever you like.'],
  revoked_at_provider: [
    '{provider} no longer accepts the connection: the app was removed there.',
    'Connect again.',
  ],
  refresh_rejected: ['{provider} refused to renew the connection.', 'Connect again.'],
  expired: ['The connection ran out.', 'Connect again.'],
  app_credentials_rejected: [
    '{provider} does not accept the app’s client id and secret.',
    'Add the current client secret to the app.',
  ],
  account_disabled: [
    'The account is disabled at {provider}.',
    'Sort it out with {provider}, then check again.',
  ],
}

/** The state of a connection in words. A pure function of the row, the provider and the time. */
export function statusOf(connection: Connection, provider: Provider, now: Date): Status {
  const expired = connection.tokensExpireAt !== null && connection.tokensExpireAt <= now.getTime()
  const reason = connection.reason ?? (expired ? 'expired' : null)
  if (reason === null) {
    const lasting = connection.tokensExpireAt === null
    const detail = lasting ? `Working. ${provider.name} tokens do not expire.` : 'Working.'
    return { status: 'connected', detail, action: null }
  }
  const [detail, action] = REASONS[reason]
  const fill = (text: string): string => text.replaceAll('{provider}', provider.name)
  return { status: 'disconnected', detail: fill(detail), action: fill(action) }
}

/** As the API shows it. */
export function describeConnection(connection: Connection, provider: Provider, now: Date): WireConnection {
  const { status, detail, action } = statusOf(connection, provider, now)
  return {
    id: connection.id,
    provider: connection.providerId,
    app: connection.appId,
    owner: connection.owner,
    account: connection.account,
    access: connection.access,
    status,
    reason: connection.reason,
    detail,
    action,
    credential: status === 'disconnected' ? null : 'oauth',
    expiresAt: isoOrNull(connection.tokensExpireAt),
    connectedAt: new Date(connection.connectedAt).toISOString(),
    lastCheckedAt: isoOrNull(connection.checkedAt),
    createdAt: new Date(connection.createdAt).toISOString(),
  }
}
