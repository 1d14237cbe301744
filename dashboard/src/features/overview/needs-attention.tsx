import { useQuery } from '@tanstack/react-query'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { Link } from '@tanstack/react-router'
import { CircleCheck, PlugZap } from 'lucide-react'
import { server } from '../../api.ts'
import { Count } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { classes } from '../../ui/classes.ts'
import { Problem } from '../../ui/problem.tsx'
import { QueryProblem } from '../../ui/query-problem.tsx'
import { texts } from '../../words/index.ts'
import { useConnect } from '../connect/use-connect.ts'
import { useProviderName } from '../providers/providers.ts'
import { useMe } from '../session/me.ts'
import { connectionNeeds, sendRequestNeeds, webhookNeeds, type Need } from './needs.ts'
import { readNeedingConnections } from './read-needing-connections.ts'

const words = texts.attention
const NOTHING = { items: [], hasMore: false }

/** What a user has to do, with a button for each. */
export function NeedsAttention() {
  const lost = useConnectionsThat('disconnected')
  const expiring = useConnectionsThat('expiring_soon')
  const webhooks = useQuery({
    queryKey: ['webhooks', 'attention'],
    queryFn: readWebhookEndpoints,
  })
  const waiting = useQuery({
    queryKey: ['send-requests', 'pending'],
    queryFn: () => server.listSendRequests({ status: 'pending', limit: MAX_PAGE_SIZE }),
  })
  const queries = [lost, expiring, webhooks, waiting]
  const providerName = useProviderName()
  const myId = useMe().data?.id
  const needs = [
    ...sendRequestNeeds(waiting.data?.items ?? []),
    ...connectionNeeds('disconnected', lost.data ?? NOTHING, { providerName, myId }),
    ...connectionNeeds('expiring_soon', expiring.data ?? NOTHING, { providerName, myId }),
    ...webhookNeeds(webhooks.data ?? []),
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
      <QueryProblem queries={queries} />
      {queries.every(({ isSuccess }) => isSuccess) && needs.length === 0 && (
        <p className="flex items-center gap-2.5 px-4 py-4 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4.5 flex-none text-ok" /> {words.none}
        </p>
      )}
      <ul className="divide-y">
        {needs.map((need, index) => (
          <NeedRow key={need.key} need={need} first={index === 0} />
        ))}
      </ul>
    </Card>
  )
}

async function readWebhookEndpoints(): Promise<WebhookEndpoint[]> {
  const endpoints: WebhookEndpoint[] = []
  for await (const endpoint of server.listWebhookEndpoints({ limit: MAX_PAGE_SIZE })) endpoints.push(endpoint)
  return endpoints
}

function useConnectionsThat(status: 'disconnected' | 'expiring_soon') {
  return useQuery({
    queryKey: ['connections', 'attention', status],
    queryFn: () =>
      readNeedingConnections(server.listConnections({ status, sort: 'newest', limit: MAX_PAGE_SIZE })),
  })
}

function NeedRow({ need, first }: { readonly need: Need; readonly first: boolean }) {
  const { icon: Icon, tone, title, text, button, link, reconnects } = need
  const connect = useConnect()
  const look = { look: first ? 'primary' : 'outline', size: 'small' } as const
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2 px-4 py-3 tablet:grid-cols-[1.25rem_minmax(0,1fr)_auto]">
      <Icon
        aria-hidden
        className={classes('mt-0.5 size-4.5 self-start', tone === 'lost' ? 'text-lost' : 'text-warn')}
      />
      <p>
        <b className="font-semibold">{title}</b> <span className="text-muted-foreground">{text}</span>
      </p>
      <span className="col-start-2 justify-self-start tablet:col-start-3">
        {reconnects ? (
          <Button
            {...look}
            icon={PlugZap}
            busy={connect.isPending}
            onClick={() => connect.mutate({ provider: reconnects.provider, connection: reconnects })}
          >
            {button}
          </Button>
        ) : (
          <Link {...link} className={buttonClass(look)}>
            {button}
          </Link>
        )}
      </span>
      {connect.error && (
        <div className="col-span-full">
          <Problem error={connect.error} />
        </div>
      )}
    </li>
  )
}
