import type { AccountData } from '../account-data.ts'
import { recipientsOf } from './account.ts'

/** What was scheduled for a time that has come goes out when somebody looks. */
export function sendDue(data: AccountData, now: Date): void {
  for (const campaign of Object.values(data.campaigns)) {
    if (campaign.status !== 'Scheduled' || (campaign.scheduledAt ?? Infinity) > now.getTime()) continue
    campaign.status = 'Done'
    campaign.sentAt = now.toISOString()
    campaign.recipients = recipientsOf(data, campaign.lists, campaign.segments)
  }
}
