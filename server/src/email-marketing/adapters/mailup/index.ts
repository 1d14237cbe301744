import type { MarketingAdapter } from '../adapter.ts'
import { noAutomations } from '../no-automations.ts'
import { bulkWriting } from './bulk.ts'
import { campaignWriting } from './campaigns.ts'
import { contactChanging } from './contact-changing.ts'
import { contactWriting } from './contacts.ts'
import { erasing } from './erasing.ts'
import { engagement, RECIPIENT_ACTIVITIES } from './engagement.ts'
import { forwardedWrites } from './forwarded-writes.ts'
import { insight } from './insight.ts'
import { reading } from './reading.ts'
import { segmentWriting } from './segments.ts'
import { sentBesides } from './sent-besides.ts'
import { targeting } from './targeting.ts'
import { CONTACT_STATUSES } from './recipients.ts'

/* MailUp REST API, https://help.mailup.com/display/mailupapi/REST+API */

export const mailup: MarketingAdapter = {
  provider: 'mailup',
  capabilities: {
    accountWideContacts: false,
    segments: true,
    tags: false,
    templates: true,
    bounceTypes: false,
    complaints: false,
    doubleOptIn: true,
    unsubscribeAppliesTo: 'audience',
    campaignSenders: false,
    campaignSegments: true,
    fullCampaignLists: true,
    sendTimeStepMinutes: 1,
    contactStatuses: [...CONTACT_STATUSES],
    recipientActivities: RECIPIENT_ACTIVITIES,
    searchesParts: true,
    campaignLinks: true,
    audienceGrowth: false,
    templateContents: true,
    revenue: false,
    campaignVariants: false,
    automations: false,
    segmentsFollowConditions: false,
    archivesContacts: false,
    deletesContacts: true,
    remembersUnsubscribes: false,
  },
  // An account with several users may have several UIDs: the documentation shows one next to a user name.
  kin: ['mailup'],
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
