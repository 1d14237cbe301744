import type { MarketingAdapter } from '../adapter.ts'
import { automating } from './automating.ts'
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

/* Mailchimp API 3.0, https://mailchimp.com/developer/marketing/api/ */

export const mailchimp: MarketingAdapter = {
  provider: 'mailchimp',
  capabilities: {
    accountWideContacts: false,
    segments: true,
    tags: true,
    templates: true,
    bounceTypes: true,
    complaints: true,
    doubleOptIn: true,
    unsubscribeAppliesTo: 'audience',
    campaignSenders: true,
    campaignSegments: true,
    fullCampaignLists: true,
    sendTimeStepMinutes: 15,
    contactStatuses: CONTACT_STATUSES,
    recipientActivities: RECIPIENT_ACTIVITIES,
    searchesParts: true,
    campaignLinks: true,
    audienceGrowth: true,
    templateContents: false,
    revenue: true,
    campaignVariants: true,
    automations: true,
    segmentsFollowConditions: true,
    archivesContacts: true,
    deletesContacts: true,
    remembersUnsubscribes: true,
  },
  kin: [],
  mergeTags: /\*\|([^|]{1,200})/g,
  forwardedWrites,
  ...reading,
  ...insight,
  ...automating,
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
