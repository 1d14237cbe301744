import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { Connection } from '@letterlock/sdk'
import { CircleCheck, Unplug, Webhook, type LucideIcon } from 'lucide-react'
import { server } from '../../api.ts'
import { Count } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Problem } from '../../ui/problem.tsx'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'

const words = texts.attention
const MOST = 100

interface Need {
  readonly key: string
  readonly icon: LucideIcon
  readonly title: string
  readonly text: string
  readonly button: string
  readonly link: LinkProps
}

/** What a person has to do, each with the button that leads to it. */
export function NeedsAttention() {
  const lost = useQuery({
    queryKey: ['connections', 'lost'],
    queryFn: () => server.listConnections({ status: 'disconnected', limit: MOST }),
  })
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: () => server.listWebhookEndpoints() })
  const providerName = useProviderName()
  const needs: Need[] = [
    ...lostNeeds(lost.data?.items ?? [], providerName),
    ...(webhooks.data?.items ?? [])
      .filter(({ status, failingSince }) => status === 'disabled' || failingSince !== null)
      .map(({ id, url }) => ({
        key: id,
        icon: Webhook,
        title: words.webhook(new URL(url).host),
        text: words.webhookText,
        button: words.openWebhook,
        link: { to: '/webhooks/$webhookEndpointId', params: { webhookEndpointId: id } } as const,
      })),
  ]
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {words.title} {needs.length > 0 && <Count tone="lost">{needs.length}</Count>}
        </span>
      }
      flush
    >
      <Problem error={lost.error ?? webhooks.error} onRetry={() => lost.refetch()} />
      {lost.isSuccess && needs.length === 0 && (
        <p className="flex items-center gap-2.5 px-4 py-4 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4.5 flex-none text-ok" /> {words.none}
        </p>
      )}
      <ul className="divide-y">
        {needs.map(({ key, icon: Icon, title, text, button, link }, index) => (
          <li
            key={key}
            className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2 px-4 py-3 tablet:grid-cols-[1.25rem_minmax(0,1fr)_auto]"
          >
            <Icon aria-hidden className="mt-0.5 size-4.5 self-start text-lost" />
            <p>
              <b className="font-semibold">{title}</b> <span className="text-muted-foreground">{text}</span>
            </p>
            <Link
              {...link}
              className={`${buttonClass({ look: index === 0 ? 'primary' : 'outline', size: 'small' })} col-start-2 justify-self-start tablet:col-start-3`}
            >
              {button}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** One line for each provider and reason; a connection that was disconnected on request needs nothing. */
function lostNeeds(connections: readonly Connection[], providerName: (id: string) => string): Need[] {
  const groups = Map.groupBy(
    connections.filter(({ reason }) => reason !== 'disconnect_requested'),
    ({ provider, reason }) => `${provider} ${reason}`,
  )
  return [...groups.entries()].flatMap(([key, group]) => {
    const [first] = group
    if (!first) return []
    const name = providerName(first.provider)
    const secret = first.reason === 'oauth_app_rejected'
    const link: LinkProps = secret
      ? { to: '/oauth-apps' }
      : group.length === 1
        ? { to: '/connections/$connectionId', params: { connectionId: first.id } }
        : { to: '/connections', search: { status: 'disconnected', provider: first.provider } }
    return {
      key,
      icon: Unplug,
      title: group.length === 1 ? words.lostOne(first.account.name, name) : words.lost(group.length, name),
      text: first.detail,
      button: secret ? words.addSecret : group.length === 1 ? words.open : words.openAll(group.length),
      link,
    }
  })
}
