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

/* Constant Contact API v2: account, lists, contacts, campaigns and their reports. */

export const constantContactV2: MarketingAdapter = {
  provider: 'constant-contact-v2',
  capabilities: {
    accountWideContacts: true,
    segments: true,
    tags: false,
    templates: false,
    bounceTypes: false,
    complaints: true,
    doubleOptIn: false,
    unsubscribeAppliesTo: 'account',
    campaignSenders: true,
    campaignSegments: true,
    fullCampaignLists: false,
    sendTimeStepMinutes: 1,
    contactStatuses: [...CONTACT_STATUSES],
    recipientActivities: RECIPIENT_ACTIVITIES,
    searchesParts: false,
    campaignLinks: false,
    audienceGrowth: false,
    templateContents: false,
    revenue: false,
    campaignVariants: false,
    automations: false,
    segmentsFollowConditions: false,
    archivesContacts: true,
    deletesContacts: false,
    remembersUnsubscribes: true,
  },
  // The account ID is a user name.
  kin: ['constant-contact', 'constant-contact-v2'],
  mergeTags: null,
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
