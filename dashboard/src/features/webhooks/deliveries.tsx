import { useMutation } from '@tanstack/react-query'
import type { WebhookDelivery } from '@letterlock/sdk'
import { CircleCheck, CircleX } from 'lucide-react'
import { server } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Row, Rows } from '../../ui/row.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'

const words = texts.webhooks

interface DeliveriesProps {
  readonly id: string
  readonly items: readonly WebhookDelivery[]
}

export function Deliveries({ id, items }: DeliveriesProps) {
  return (
    <Card title={words.deliveries} flush>
      {items.length === 0 && <Empty title={words.noDeliveries} />}
      <Rows>
        {items.map((delivery) => (
          <Delivery key={delivery.id} endpointId={id} delivery={delivery} />
        ))}
      </Rows>
    </Card>
  )
}

interface DeliveryProps {
  readonly endpointId: string
  readonly delivery: WebhookDelivery
}

function Delivery({ endpointId, delivery }: DeliveryProps) {
  const again = useMutation({ mutationFn: () => server.redeliverWebhook(endpointId, delivery.id) })
  const succeeded = delivery.status === 'succeeded'
  return (
    <Row
      actions={
        <Button
          look="outline"
          size="small"
          busy={again.isPending}
          disabled={again.isSuccess}
          onClick={() => again.mutate()}
        >
          {again.isSuccess ? words.redelivering : words.redeliver}
          <span className="sr-only"> {delivery.eventType}</span>
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={succeeded ? 'ok' : 'lost'} icon={succeeded ? CircleCheck : CircleX}>
          {outcomeOf(delivery)}
        </Badge>
        <code>{delivery.eventType}</code>
        <span className="text-muted-foreground">
          <When at={delivery.createdAt} />
        </span>
      </div>
      <Problem error={again.error} />
    </Row>
  )
}

/** “Accepted (200)”, “Failed (no response), attempt 2”. */
export function outcomeOf({ status, statusCode, attempt }: WebhookDelivery): string {
  const outcome = `${words[status]} (${statusCode ?? words.noResponse})`
  return attempt > 1 ? `${outcome}, ${words.attempt(attempt)}` : outcome
}
