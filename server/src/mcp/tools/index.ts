import type { Tool } from '../tool.ts'
import { changeContactTool } from './change-contact.ts'
import { connectAccountTool } from './connect-account.ts'
import { copyCampaignTool } from './copy-campaign.ts'
import { createCampaignTool } from './create-campaign.ts'
import { getAccountTool } from './get-account.ts'
import { getAudienceTool } from './get-audience.ts'
import { getCampaignTool } from './get-campaign.ts'
import { getCampaignReportsTool } from './get-campaign-reports.ts'
import { getContactTool } from './get-contact.ts'
import { listAudiencesTool } from './list-audiences.ts'
import { listCampaignRecipientsTool } from './list-campaign-recipients.ts'
import { listCampaignsTool } from './list-campaigns.ts'
import { listConnectionsTool } from './list-connections.ts'
import { listSegmentsTool } from './list-segments.ts'
import { listTemplatesTool } from './list-templates.ts'
import { saveSegmentTool } from './save-segment.ts'
import { searchContactsTool } from './search-contacts.ts'
import { sendCampaignTool } from './send-campaign.ts'
import { sendTestEmailTool } from './send-test-email.ts'
import { unscheduleCampaignTool } from './unschedule-campaign.ts'
import { unsubscribeContactTool } from './unsubscribe-contact.ts'
import { updateCampaignTool } from './update-campaign.ts'
import { updateContactTagsTool } from './update-contact-tags.ts'
import { upsertContactsTool } from './upsert-contacts.ts'

/** All tools. Clients cache the list, so the order is stable. */
export const TOOLS: readonly Tool[] = [
  listConnectionsTool,
  connectAccountTool,
  listAudiencesTool,
  getAudienceTool,
  listSegmentsTool,
  saveSegmentTool,
  searchContactsTool,
  getContactTool,
  upsertContactsTool,
  updateContactTagsTool,
  changeContactTool,
  unsubscribeContactTool,
  listCampaignsTool,
  getCampaignTool,
  createCampaignTool,
  copyCampaignTool,
  updateCampaignTool,
  listTemplatesTool,
  sendTestEmailTool,
  sendCampaignTool,
  unscheduleCampaignTool,
  getAccountTool,
  getCampaignReportsTool,
  listCampaignRecipientsTool,
]
