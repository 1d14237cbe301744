import type { MarketingAdapter } from '../adapter.ts'
import { campaignWriting } from './campaigns.ts'
import { contactWriting } from './contacts.ts'
import { CONTACT_STATUSES } from './describe.ts'
import { reading } from './read.ts'

/* Mailchimp API 3.0, https://mailchimp.com/developer/marketing/api/ */

export const mailchimp: MarketingAdapter = {
  provider: 'mailchimp',
  capabilities: {
    contactsWithoutAudience: false,
    segments: true,
    tags: true,
    templates: true,
    bounceKinds: true,
    complaints: true,
    confirmsContacts: true,
    unsubscribesFrom: 'audience',
    campaignSender: true,
    campaignSegments: true,
    sendingMinutes: 15,
    contactStatuses: CONTACT_STATUSES,
    searchesParts: true,
  },
  ...reading,
  ...contactWriting,
  ...campaignWriting,
}
