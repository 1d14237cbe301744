import type { MarketingAdapter } from '../adapter.ts'
import { campaignWriting } from './campaigns.ts'
import { contactWriting } from './contacts.ts'
import { reading } from './read.ts'
import { CONTACT_STATUSES } from './recipients.ts'

/* MailUp REST API, https://help.mailup.com/display/mailupapi/REST+API */

export const mailup: MarketingAdapter = {
  provider: 'mailup',
  capabilities: {
    contactsWithoutAudience: false,
    segments: true,
    tags: false,
    templates: true,
    bounceKinds: false,
    complaints: false,
    confirmsContacts: true,
    unsubscribesFrom: 'audience',
    campaignSender: false,
    campaignSegments: false,
    sendingMinutes: 1,
    contactStatuses: CONTACT_STATUSES,
    searchesParts: true,
  },
  ...reading,
  ...contactWriting,
  ...campaignWriting,
}
