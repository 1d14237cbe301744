import { randomUUID } from 'node:crypto'
import type { Campaign } from '../account-data.ts'

/** Creates a campaign that is not stored yet. */
export function newDraft(
  written: Pick<Campaign, 'name' | 'subject' | 'html_content' | 'from_name' | 'from_email' | 'written'>,
  at: string,
): Campaign {
  return {
    campaign_id: randomUUID(),
    campaign_activity_id: randomUUID(),
    status: 'Draft',
    lists: [],
    segments: [],
    created_at: at,
    updated_at: at,
    scheduledAt: null,
    sentAt: null,
    recipients: [],
    ...written,
  }
}
