import { MAX_LIST_BODY_BYTES } from '../../kernel/limits.ts'
import { archiveContact } from '../../email-marketing/contacts/archive-contact.ts'
import { changeContactAddress } from '../../email-marketing/contacts/change-contact-address.ts'
import { deleteContact } from '../../email-marketing/contacts/delete-contact.ts'
import { readEngagement } from '../../email-marketing/contacts/read-engagement.ts'
import { tagContacts } from '../../email-marketing/contacts/tag-contacts.ts'
import { contact } from '../schemas/email-marketing.ts'
import {
  changeContactAddressInput,
  contactEngagement,
  deletedContact,
  tagContactsInput,
  tagContactsResult,
} from '../schemas/contacts.ts'
import { one, type Asked, type MarketingRoute } from './email-marketing-route.ts'
import { inAudience } from './in-audience.ts'
import type { z } from 'zod'

type InAudience = z.output<typeof inAudience>

const wantedIn = ({ part, query }: Pick<Asked<InAudience, unknown>, 'part' | 'query'>) => ({
  audience: query.audienceId ?? null,
  contact: part('contact'),
})

/** Less frequent changes of contacts, and the engagement of a contact. */
export const contactChanges: readonly MarketingRoute[] = [
  one({
    method: 'GET',
    scope: 'audiences:read',
    path: 'contacts/:contact/engagement',
    operationId: 'getContactEngagement',
    problems: ['audience_required'],
    summary: 'Get the engagement of a contact',
    description: 'When it last received, opened and clicked a campaign.',
    query: inAudience,
    answer: contactEngagement,
    ask: (asked) => readEngagement(asked.account, wantedIn(asked)),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/tags',
    operationId: 'tagContacts',
    problems: [
      'audience_required',
      'campaign_busy',
      'resource_not_found',
      'segment_in_use',
      'segment_too_large',
    ],
    summary: 'Tag contacts',
    description:
      'Adds tags to up to 500 contacts and removes others, and reports each. A contact that is not found does not stop the others.',
    body: tagContactsInput,
    bodyLimit: MAX_LIST_BODY_BYTES,
    answer: tagContactsResult,
    ask: ({ account, body }) => tagContacts(account, body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/:contact/change-address',
    operationId: 'changeContactAddress',
    problems: ['audience_required', 'campaign_busy', 'contact_exists', 'contact_suppressed'],
    summary: 'Change the address of a contact',
    description:
      'Its status, fields and tags stay. Unsubscribed, bounced and suspended contacts keep their address.',
    query: inAudience,
    body: changeContactAddressInput,
    answer: contact,
    ask: (asked) => changeContactAddress(asked.account, wantedIn(asked), asked.body.email),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/:contact/archive',
    operationId: 'archiveContact',
    problems: ['audience_required', 'contact_suppressed'],
    summary: 'Archive a contact',
    description:
      'It gets no more campaigns, and the account keeps it. Unsubscribed contacts stay as they are.',
    query: inAudience,
    answer: contact,
    ask: (asked) => archiveContact(asked.account, wantedIn(asked)),
  }),
  one({
    method: 'DELETE',
    scope: 'audiences:write',
    path: 'contacts/:contact',
    operationId: 'deleteContact',
    problems: ['audience_required', 'contact_suppressed'],
    summary: 'Delete a contact',
    description:
      'For good: it cannot be undone, and some providers never take the address again. Unsubscribed contacts stay, because the account would forget that they unsubscribed.',
    query: inAudience,
    answer: deletedContact,
    ask: (asked) => deleteContact(asked.account, wantedIn(asked)),
  }),
]
