import { Link } from '@tanstack/react-router'
import type { WebhookDelivery } from '@letterlock/sdk'
import { Check, CircleCheck, CircleX, Redo2 } from 'lucide-react'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { duration } from '../../ui/number.ts'
import { clockTime, exactly } from '../../ui/time.ts'
import { toastProblem } from '../../ui/toast-problem.ts'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'
import type { DeliveryFilter } from './delivery-search.ts'
import { useSendAgain } from './use-send-again.ts'

const words = texts.webhooks

const GRID =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 tablet:pr-2 tablet:grid-cols-[8.75rem_minmax(0,1fr)_4.5rem_4.5rem_7rem]'

/** The names of the columns, hidden from screen readers: each row has its own labels. */
export function DeliveryHead() {
  return (
    <div
      aria-hidden
      className={classes(
        GRID,
        'h-9 border-b pr-12! text-xs font-medium text-muted-foreground max-tablet:hidden!',
      )}
    >
      <span>{words.sentAt}</span>
      <span>{words.event}</span>
      <span className="text-right">{words.attemptHead}</span>
      <span className="text-right">{words.duration}</span>
      <span>{words.response}</span>
    </div>
  )
}

interface DeliveryRowProps {
  readonly delivery: WebhookDelivery
  readonly filter: DeliveryFilter
  readonly isOpen: boolean
}

/** One delivery, which opens beside the list. */
export function DeliveryRow({ delivery, filter, isOpen }: DeliveryRowProps) {
  const { id, webhookEndpointId, eventType, attempt, durationMs, createdAt } = delivery
  return (
    <li data-testid="delivery" className={classes('flex', isOpen ? 'bg-selected' : 'hover:bg-muted/60')}>
      <Link
        id={id}
        to="/webhooks/$webhookEndpointId"
        params={{ webhookEndpointId }}
        search={{ ...filter, deliveryId: id }}
        resetScroll={false}
        preload={false}
        aria-current={isOpen || undefined}
        className={classes(GRID, 'min-w-0 flex-1 py-2.5 text-sm tablet:min-h-10 tablet:py-1.5')}
      >
        <time
          dateTime={createdAt}
          title={exactly(createdAt)}
          className="truncate text-muted-foreground tabular-nums max-tablet:order-3 max-tablet:text-xs"
        >
          {clockTime(createdAt)}
        </time>
        <code className="min-w-0 truncate text-xs" title={eventType}>
          {eventType}
        </code>
        <span className="text-right text-muted-foreground tabular-nums max-tablet:order-4 max-tablet:text-xs">
          <span className="tablet:sr-only">{words.attemptHead} </span>
          {attempt}
        </span>
        <span className="text-right text-muted-foreground tabular-nums max-tablet:hidden">
          {duration(durationMs)}
        </span>
        <span className="justify-self-end tablet:justify-self-start">
          <DeliveryBadge delivery={delivery} />
        </span>
      </Link>
      <span className="w-10 flex-none self-center max-tablet:hidden">
        {delivery.status === 'failed' && <SendAgain delivery={delivery} />}
      </span>
    </li>
  )
}

/** On a phone it is in the opened delivery. */
function SendAgain({ delivery }: { readonly delivery: WebhookDelivery }) {
  const again = useSendAgain(delivery)
  const name = again.isSuccess ? words.redelivering : words.redeliver
  return (
    <Button
      look="ghost"
      size="small"
      square
      icon={again.isSuccess ? Check : Redo2}
      aria-label={`${name}: ${delivery.eventType}`}
      title={name}
      busy={again.isPending}
      disabled={again.isSuccess}
      onClick={() =>
        again.mutate(undefined, { onSuccess: () => toast(words.queued(1)), onError: toastProblem })
      }
    />
  )
}

interface DeliveryBadgeProps {
  readonly delivery: WebhookDelivery
  readonly pill?: boolean
}

/** The status that the endpoint answered with, or why it did not answer. */
export function DeliveryBadge({ delivery: { status, statusCode, errorCode }, pill }: DeliveryBadgeProps) {
  const [tone, icon] = status === 'succeeded' ? (['ok', CircleCheck] as const) : (['lost', CircleX] as const)
  return (
    <Badge tone={tone} icon={icon} pill={pill ?? false} testId="delivery-status">
      {statusCode ?? (errorCode === null ? words.noResponse : words.errors[errorCode])}
    </Badge>
  )
}
