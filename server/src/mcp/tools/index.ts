import type { Tool } from '../tool.ts'
import { cancelSchedule } from './unschedule-campaign.ts'
import { checkDraft } from './check-campaign.ts'
import { compareCampaigns } from './compare-campaigns.ts'
import { connectAccount } from './connect-account.ts'
import { connectionsStatus } from './list-connections.ts'
import { createCampaignDraft } from './create-campaign.ts'
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
import { updateCampaignDraft } from './update-campaign.ts'
import { updateContactTags } from './update-contact-tags.ts'
import { upsertContact } from './upsert-contact.ts'

/** Always in this order: clients keep what they were told. */
export const TOOLS: readonly Tool[] = [
  connectionsStatus,
  connectAccount,
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
