import type { MarketingAdapter } from '../adapter.ts'
import { noAutomations } from '../no-automations.ts'
import { bulkWriting } from './bulk.ts'
import { campaignWriting } from './campaigns.ts'
import { contactChanging } from './contact-changing.ts'
import { contactWriting } from './contacts.ts'
import { CONTACT_STATUSES } from './describe.ts'
import { erasing } from './erasing.ts'
import { engagement, RECIPIENT_ACTIVITIES } from './engagement.ts'
import { forwardedWrites } from './forwarded-writes.ts'
import { insight } from './insight.ts'
import { reading } from './reading.ts'
import { segmentWriting } from './segments.ts'
import { sentBesides } from './sent-besides.ts'
import { targeting } from './targeting.ts'

/* Constant Contact API v3, https://v3.developer.constantcontact.com/api_guide/ */

export const constantContact: MarketingAdapter = {
  provider: 'constant-contact',
  capabilities: {
    accountWideContacts: true,
    segments: true,
    tags: true,
    templates: false,
    bounceTypes: false,
    complaints: false,
    doubleOptIn: false,
    unsubscribeAppliesTo: 'account',
    campaignSenders: true,
    campaignSegments: true,
    fullCampaignLists: false,
    sendTimeStepMinutes: 1,
    contactStatuses: [...CONTACT_STATUSES],
    recipientActivities: RECIPIENT_ACTIVITIES,
    searchesParts: false,
    campaignLinks: true,
    audienceGrowth: true,
    templateContents: false,
    revenue: false,
    campaignVariants: true,
    automations: false,
    segmentsFollowConditions: false,
    archivesContacts: true,
    deletesContacts: false,
    remembersUnsubscribes: true,
  },
  kin: ['constant-contact-v2'],
  // https://developer.constantcontact.com/api_guide/design_code_emails.html
  mergeTags: /\[\[\s{0,20}(custom[^\]]{0,200})/gi,
  forwardedWrites,
  ...reading,
  ...insight,
  ...noAutomations,
  ...engagement,
  ...contactWriting,
  ...contactChanging,
  ...segmentWriting,
  ...targeting,
  ...sentBesides,
  ...erasing,
  ...bulkWriting,
  ...campaignWriting,
}
