import type { LinkProps } from '@tanstack/react-router'
import type { Connection, SendRequestSummary, WebhookEndpoint } from '@letterlock/sdk'
import { ClockAlert, Send, Unplug, Webhook, type LucideIcon } from 'lucide-react'
import { number } from '../../ui/number.ts'
import { texts } from '../../words/index.ts'
import { statusInWords } from '../connections/status-in-words.ts'
import { MAX_READ, type NeedingConnections } from './read-needing-connections.ts'

const words = texts.attention

/** One thing that a user has to do. */
export interface Need {
  readonly key: string
  readonly icon: LucideIcon
  readonly tone: 'lost' | 'warn'
  readonly title: string
  readonly text: string
  readonly button: string
  readonly link: LinkProps
  /** The button reconnects this connection; otherwise it follows the link. */
  readonly reconnects?: Connection
}

interface Names {
  readonly providerName: (id: string) => string
  readonly myId: string | undefined
}

const LOOKS = {
  disconnected: { icon: Unplug, tone: 'lost' },
  expiring_soon: { icon: ClockAlert, tone: 'warn' },
} as const

/** One line for each provider and reason, or one that says that not all connections were read. */
export function connectionNeeds(
  status: keyof typeof LOOKS,
  { items, hasMore }: NeedingConnections,
  { providerName, myId }: Names,
): Need[] {
  if (items.length === 0 && hasMore) return [unreadNeed(status)]
  const groups = Map.groupBy(items, ({ provider, reason }) => `${provider} ${reason}`)
  return [...groups].flatMap(([key, group]): Need[] => {
    const [first, ...others] = group
    if (!first) return []
    const { provider, reason, account } = first
    const { detail } = statusInWords(first, providerName)
    const name = providerName(provider)
    const common = { key: `${status} ${key}`, ...LOOKS[status], text: detail }
    const [many, one] =
      status === 'disconnected' ? [words.lost, words.lostOne] : [words.expiring, words.expiringOne]
    const count = countOf(group, hasMore)
    const title = others.length > 0 ? many(count, name) : one(account.name, name)
    if (reason === 'oauth_app_rejected')
      return [{ ...common, title, button: words.addSecret, link: { to: '/oauth-apps' } }]
    if (others.length > 0) {
      const link = { to: '/connections', search: { status, provider } } as const
      return [{ ...common, title, button: words.openAll(count), link }]
    }
    const link = { to: '/connections/$connectionId', params: { connectionId: first.id } } as const
    if (first.endUserId !== myId) return [{ ...common, title, button: words.open, link }]
    return [{ ...common, title, button: texts.connection.reconnect, link, reconnects: first }]
  })
}

/** “12”, or “at least 12” if there are more connections than were read. */
const countOf = (group: readonly Connection[], hasMore: boolean): string =>
  `${number(group.length)}${hasMore ? '+' : ''}`

/** All that were read had been disconnected on request. */
const unreadNeed = (status: keyof typeof LOOKS): Need => ({
  key: `${status} unread`,
  ...LOOKS[status],
  title: words.unread,
  text: words.unreadText(number(MAX_READ)),
  button: words.openDisconnected,
  link: { to: '/connections', search: { status } },
})

export function webhookNeeds(endpoints: readonly WebhookEndpoint[]): Need[] {
  return endpoints
    .filter(({ status, failingSince }) => status === 'disabled' || failingSince !== null)
    .map(({ id, url }) => ({
      key: id,
      icon: Webhook,
      tone: 'lost',
      title: words.webhook(new URL(url).host),
      text: words.webhookText,
      button: words.openWebhook,
      link: { to: '/webhooks/$webhookEndpointId', params: { webhookEndpointId: id } },
    }))
}

/** Campaigns that wait for approval. */
export function sendRequestNeeds(waiting: readonly SendRequestSummary[]): Need[] {
  return waiting.map(({ id, campaignName, accountName, requestedBy }) => ({
    key: id,
    icon: Send,
    tone: 'warn',
    title: words.sendRequest(campaignName, accountName),
    text: requestedBy === null ? '' : words.requestedBy(requestedBy),
    button: words.reviewSendRequest,
    link: { to: '/send-requests/$sendRequestId', params: { sendRequestId: id } },
  }))
}
