import type { WebhookEndpoint } from '@letterlock/sdk'
import { texts } from '../texts.ts'

/** The badge's colors are those of a connection's status. */
const LOOKS = { enabled: 'connected', paused: 'expiring_soon', disabled: 'disconnected' } as const

export function WebhookBadge({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { status, failingSince } = endpoint
  const look = status === 'enabled' && failingSince !== null ? 'unchecked' : LOOKS[status]
  return <span className={`badge ${look}`}>{texts.webhooks.statuses[status]}</span>
}
