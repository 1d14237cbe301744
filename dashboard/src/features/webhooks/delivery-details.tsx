import { useQuery } from '@tanstack/react-query'
import type { WebhookDeliveryDetails } from '@letterlock/sdk'
import { Redo2 } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock, CopyButton } from '../../ui/copy.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { duration } from '../../ui/number.ts'
import { Problem } from '../../ui/problem.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { toTheSecond } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'
import { DeliveryAttempts } from './delivery-attempts.tsx'
import { DeliveryBadge } from './delivery-row.tsx'
import { useSendAgain } from './use-send-again.ts'

const words = texts.webhooks

/** Enough for all attempts of an event, unless it is redelivered often. */
const MAX_ATTEMPTS = 50

interface DeliveryDetailsProps {
  readonly delivery: WebhookDeliveryDetails
  readonly onOpen: (deliveryId: string) => void
}

/** One delivery: its request, its response, all attempts of its event, and redelivery. */
export function DeliveryDetails({ delivery, onOpen }: DeliveryDetailsProps) {
  const { id, webhookEndpointId, eventId, eventType } = delivery
  const attempts = useQuery({
    queryKey: ['webhooks', webhookEndpointId, 'deliveries', 'of', eventId],
    queryFn: () => server.listWebhookDeliveries(webhookEndpointId, { eventId, limit: MAX_ATTEMPTS }),
    refetchInterval: 3000,
  })
  const made = attempts.data?.items ?? [delivery]
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 p-4 pb-2">
        <h2 className="min-w-0 flex-[1_1_10rem] text-sm leading-5 font-normal">
          <span className="mb-2 block wide:hidden">
            <DeliveryBadge delivery={delivery} pill />
          </span>
          <code className="text-xs font-semibold">{eventType}</code>
        </h2>
        <SendAgain key={id} delivery={delivery} />
      </div>
      <DeliveryFacts delivery={delivery} />
      <div className="border-t p-4 pt-1">
        <Tabs
          label={words.delivery}
          tabs={[
            { name: words.request, content: <Request delivery={delivery} /> },
            { name: words.response, content: <Response delivery={delivery} /> },
            {
              name: words.attempts(made.length),
              content: <DeliveryAttempts attempts={made} openId={id} onOpen={onOpen} />,
            },
          ]}
        />
      </div>
    </>
  )
}

function SendAgain({ delivery }: { readonly delivery: WebhookDeliveryDetails }) {
  const again = useSendAgain(delivery)
  return (
    <>
      <Button
        look="outline"
        size="small"
        icon={Redo2}
        busy={again.isPending}
        disabled={again.isSuccess}
        onClick={() => again.mutate()}
      >
        {again.isSuccess ? words.redelivering : words.redeliver}
      </Button>
      {again.error && (
        <div className="basis-full">
          <Problem error={again.error} />
        </div>
      )}
    </>
  )
}

function DeliveryFacts({ delivery }: { readonly delivery: WebhookDeliveryDetails }) {
  const { eventId, attempt, isRedelivery, durationMs, nextAttemptAt, createdAt } = delivery
  return (
    <Facts>
      <Fact name={words.sentAt}>{toTheSecond(createdAt)}</Fact>
      <Fact name={words.duration}>{duration(durationMs)}</Fact>
      <Fact name={words.attemptHead}>{isRedelivery ? `${attempt}, ${words.requested}` : attempt}</Fact>
      {nextAttemptAt !== null && <Fact name={words.nextAttempt}>{toTheSecond(nextAttemptAt)}</Fact>}
      <Fact name={words.eventId}>
        <span className="-my-1 flex items-center gap-1">
          <code className="min-w-0 truncate text-xs" title={eventId}>
            {eventId}
          </code>
          <CopyButton text={eventId} />
        </span>
      </Fact>
    </Facts>
  )
}

function Request({ delivery: { request } }: { readonly delivery: WebhookDeliveryDetails }) {
  const { url, headers, body } = request
  const lines = [`POST ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
  if (body !== null) lines.push('', withIndents(body))
  return (
    <>
      {body === null && <Notice>{words.eventGone}</Notice>}
      <CodeBlock text={lines.join('\n')} wraps />
    </>
  )
}

function Response({ delivery }: { readonly delivery: WebhookDeliveryDetails }) {
  const { statusCode, responseBody, errorCode } = delivery
  if (statusCode === null)
    return <Notice kind="lost">{errorCode === null ? words.noResponse : words.errorTexts[errorCode]}</Notice>
  return (
    <>
      <p className="text-sm">
        <DeliveryBadge delivery={delivery} />
      </p>
      {responseBody ? <CodeBlock text={responseBody} wraps /> : <p className="text-sm">{words.noBody}</p>}
      <p className="text-xs text-muted-foreground">{words.bounded}</p>
    </>
  )
}

/** Indents JSON, which is sent without spaces. */
function withIndents(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2)
}
