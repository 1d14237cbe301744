import type { Campaign } from '../account-data.ts'
import { deliveriesOf, type Delivery } from './deliveries.ts'

/** Sums of what the recipients of a campaign did. */
interface Activity {
  readonly sent: number
  readonly delivered: number
  readonly hardBounces: number
  readonly softBounces: number
  readonly opens: number
  readonly uniqueOpens: number
  readonly openRate: number
  readonly clicks: number
  readonly uniqueClicks: number
  readonly clickRate: number
  readonly unsubscribed: number
  readonly complaints: number
}

const activities = new WeakMap<Campaign, Activity>()

/** All figures are derived from the recipients, so that summary and details agree. */
export function activityOf(campaign: Campaign): Activity {
  const known = activities.get(campaign)
  if (known?.sent === campaign.recipients.length) return known
  const deliveries = deliveriesOf(campaign)
  const sum = (of: (delivery: Delivery) => number): number =>
    deliveries.reduce((total, d) => total + of(d), 0)
  const delivered = sum((d) => Number(d.status === 'sent'))
  const uniqueOpens = sum((d) => Number(d.opens.length > 0))
  const uniqueClicks = sum((d) => Number(d.clicks.length > 0))
  const activity: Activity = {
    sent: deliveries.length,
    delivered,
    hardBounces: sum((d) => Number(d.status === 'hard')),
    softBounces: sum((d) => Number(d.status === 'soft')),
    opens: sum((d) => d.opens.length),
    uniqueOpens,
    openRate: delivered === 0 ? 0 : uniqueOpens / delivered,
    clicks: sum((d) => d.clicks.length),
    uniqueClicks,
    clickRate: delivered === 0 ? 0 : uniqueClicks / delivered,
    unsubscribed: sum((d) => Number(d.unsubscribed)),
    complaints: sum((d) => Number(d.complained)),
  }
  activities.set(campaign, activity)
  return activity
}
