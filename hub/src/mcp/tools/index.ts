import type { Tool } from '../tool.ts'
import { compareCampaigns } from './compare-campaigns.ts'
import { connectPlatform } from './connect-platform.ts'
import { connectionsStatus } from './connections-status.ts'
import { getAudience } from './get-audience.ts'
import { getCampaignReport } from './get-campaign-report.ts'
import { getCampaign } from './get-campaign.ts'
import { getContact } from './get-contact.ts'
import { listAudiences } from './list-audiences.ts'
import { listCampaigns } from './list-campaigns.ts'
import { listSegments } from './list-segments.ts'
import { listTemplates } from './list-templates.ts'
import { searchContacts } from './search-contacts.ts'

/** Always in this order: clients keep what they were told. */
export const TOOLS: readonly Tool[] = [
  connectionsStatus,
  connectPlatform,
  listAudiences,
  getAudience,
  listSegments,
  searchContacts,
  getContact,
  listCampaigns,
  getCampaign,
  getCampaignReport,
  compareCampaigns,
  listTemplates,
]
