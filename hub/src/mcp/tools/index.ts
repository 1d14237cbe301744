import type { Tool } from '../tool.ts'
import { cancelSchedule } from './cancel-schedule.ts'
import { checkDraft } from './check-campaign.ts'
import { compareCampaigns } from './compare-campaigns.ts'
import { connectPlatform } from './connect-platform.ts'
import { connectionsStatus } from './connections-status.ts'
import { createCampaignDraft } from './create-campaign-draft.ts'
import { getAudience } from './get-audience.ts'
import { getCampaign } from './get-campaign.ts'
import { getCampaignReport } from './get-campaign-report.ts'
import { getContact } from './get-contact.ts'
import { listAudiences } from './list-audiences.ts'
import { listCampaigns } from './list-campaigns.ts'
import { listSegments } from './list-segments.ts'
import { listTemplates } from './list-templates.ts'
import { searchContacts } from './search-contacts.ts'
import { send } from './send-campaign.ts'
import { sendTestEmail } from './send-test-email.ts'
import { unsubscribe } from './unsubscribe-contact.ts'
import { updateCampaignDraft } from './update-campaign-draft.ts'
import { updateContactTags } from './update-contact-tags.ts'
import { upsertContact } from './upsert-contact.ts'

/** Always in this order: clients keep what they were told. */
export const TOOLS: readonly Tool[] = [
  connectionsStatus,
  connectPlatform,
  listAudiences,
  getAudience,
  listSegments,
  searchContacts,
  getContact,
  upsertContact,
  updateContactTags,
  unsubscribe,
  listCampaigns,
  getCampaign,
  createCampaignDraft,
  updateCampaignDraft,
  listTemplates,
  checkDraft,
  sendTestEmail,
  send,
  cancelSchedule,
  getCampaignReport,
  compareCampaigns,
]
