import type { AccountData } from '../account-data.ts'
import { recipientsOf } from './account.ts'

/** Sends campaigns whose scheduled time has passed; called on each read. */
export function sendDue(data: AccountData, now: Date): void {
  for (const campaign of Object.values(data.campaigns)) {
    if (campaign.status !== 'Scheduled' || (campaign.scheduledAt ?? Infinity) > now.getTime()) continue
    campaign.status = 'Done'
    campaign.sentAt = now.toISOString()
    campaign.updated_at = campaign.sentAt
    campaign.recipients = recipientsOf(data, campaign.lists, campaign.segments)
  }
}
