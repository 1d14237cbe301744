import type { WebhookEndpoint } from '@letterlock/sdk'
import { Sparkline } from '../../ui/chart/sparkline.tsx'
import { Missing } from '../../ui/missing.tsx'
import { number, share } from '../../ui/number.ts'
import { texts } from '../../words/index.ts'
import { everyPeriod } from './every-period.ts'

const words = texts.webhooks

interface RecentDeliveriesProps {
  readonly endpoint: WebhookEndpoint
}

/** The share of attempts in seven days that the endpoint has accepted. */
export function DeliveredShare({ endpoint }: RecentDeliveriesProps) {
  const { succeededCount, failedCount } = endpoint.recentDeliveries
  const count = succeededCount + failedCount
  if (count === 0) return <Missing words={words.noDeliveries} />
  return (
    <>
      {share(succeededCount, count)}
      <span className="text-xs text-muted-foreground tablet:block">
        {' '}
        {words.ofAttempts(number(count), count)}
      </span>
    </>
  )
}

/** Accepted and failed attempts over the seven days. */
export function DeliveryTrend({ endpoint }: RecentDeliveriesProps) {
  const { succeededCount, failedCount, periods } = endpoint.recentDeliveries
  if (periods.length === 0) return null
  const all = everyPeriod(periods, Date.now())
  const accepted = { values: all.map((one) => one.succeededCount), color: 'calls' } as const
  const failed = { values: all.map((one) => one.failedCount), color: 'errors' } as const
  return (
    <Sparkline
      label={words.trendSummary(number(succeededCount), number(failedCount))}
      lines={failedCount === 0 ? [accepted] : [accepted, failed]}
      muted={endpoint.status !== 'enabled'}
    />
  )
}
