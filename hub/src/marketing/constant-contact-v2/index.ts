import type { MarketingAdapter } from '../adapter.ts'
import { campaignWriting } from './campaigns.ts'
import { contactWriting } from './contacts.ts'
import { CONTACT_STATUSES } from './describe.ts'
import { reading } from './read.ts'

/* Constant Contact API v2: account, lists, contacts, campaigns and their reports. */

export const constantContactV2: MarketingAdapter = {
  provider: 'constant-contact-v2',
  capabilities: {
    contactsWithoutAudience: true,
    segments: false,
    tags: false,
    templates: false,
    bounceKinds: false,
    complaints: true,
    confirmsContacts: false,
    unsubscribesFrom: 'account',
    campaignSender: true,
    campaignSegments: false,
    sendingMinutes: 1,
    contactStatuses: CONTACT_STATUSES,
    searchesParts: false,
  },
  ...reading,
  ...contactWriting,
  ...campaignWriting,
}
