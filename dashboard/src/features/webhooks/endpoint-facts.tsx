import type { WebhookEndpoint } from '@letterlock/sdk'
import { Tag } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { texts } from '../../words/index.ts'
import { DeliveredShare, DeliveryTrend } from './recent-deliveries.tsx'
import { SigningSecrets } from './signing-secrets.tsx'

const words = texts.webhooks

/** The facts of an endpoint: URL, events, deliveries and signing secrets. */
export function EndpointFacts({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { url, eventTypes } = endpoint
  return (
    <Card flush>
      <Facts>
        <Fact name={words.url}>
          <code className="text-xs">{url}</code>
        </Fact>
        <Fact name={words.events}>
          <span className="flex flex-wrap gap-1">
            {eventTypes.length === 0
              ? words.eventKinds.every
              : eventTypes.map((type) => (
                  <Tag key={type}>
                    <code>{type}</code>
                  </Tag>
                ))}
          </span>
        </Fact>
        <Fact name={words.delivered}>
          <span className="flex flex-wrap items-center gap-x-6 gap-y-1 tabular-nums">
            <span>
              <DeliveredShare endpoint={endpoint} />
            </span>
            <DeliveryTrend endpoint={endpoint} />
          </span>
        </Fact>
        <Fact name={words.secrets}>
          <SigningSecrets endpoint={endpoint} />
        </Fact>
      </Facts>
    </Card>
  )
}
