import type { MarketingAdapter } from '../adapter.ts'
import { campaignWriting } from './campaigns.ts'
import { contactWriting } from './contacts.ts'
import { reading } from './read.ts'

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
  },
  ...reading,
  ...contactWriting,
  ...campaignWriting,
}
