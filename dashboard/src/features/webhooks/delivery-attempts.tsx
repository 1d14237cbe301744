import type { WebhookDelivery } from '@letterlock/sdk'
import { classes } from '../../ui/classes.ts'
import { duration } from '../../ui/number.ts'
import { clockTime, exactly } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'
import { DeliveryBadge } from './delivery-row.tsx'

interface DeliveryAttemptsProps {
  /** Newest first. */
  readonly attempts: readonly WebhookDelivery[]
  readonly openId: string
  readonly onOpen: (deliveryId: string) => void
}

/** Every attempt to deliver one event; each opens in place of the one that is shown. */
export function DeliveryAttempts({ attempts, openId, onOpen }: DeliveryAttemptsProps) {
  return (
    <ol className="-mx-2 flex flex-col">
      {attempts.map((each) => (
        <li key={each.id}>
          <button
            type="button"
            aria-current={each.id === openId || undefined}
            onClick={() => onOpen(each.id)}
            className={classes(
              'flex min-h-11 w-full flex-wrap items-center gap-x-3 gap-y-0.5 rounded-md px-2 py-1.5 text-left text-sm tablet:min-h-9',
              each.id === openId ? 'bg-selected' : 'hover:bg-muted',
            )}
          >
            <span className="w-18 flex-none first-letter:uppercase">
              {texts.webhooks.attempt(each.attempt)}
            </span>
            <time
              dateTime={each.createdAt}
              title={exactly(each.createdAt)}
              className="flex-1 text-muted-foreground tabular-nums"
            >
              {clockTime(each.createdAt)}
            </time>
            <span className="text-muted-foreground tabular-nums">{duration(each.durationMs)}</span>
            <DeliveryBadge delivery={each} />
          </button>
        </li>
      ))}
    </ol>
  )
}
