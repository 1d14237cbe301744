import { EXAMPLE_PROVIDER } from '../../providers/example.ts'
import * as model from '../../email-marketing/model/contact-schemas.ts'
import { audienceId, documented, email, time, unknown } from './documented.ts'
import { contact } from './email-marketing.ts'
import { exampleId } from './values.ts'

/* Contacts across audiences, and less frequent changes of contacts. */

export const deletedContact = documented(model.deletedContact, { id: 'DeletedContact' }, { email })

export const changeContactAddressInput = documented(
  model.addressChange,
  { id: 'ChangeContactAddress' },
  { email: { description: 'The new address. No other contact may have it.', ...email } },
)

export const tagContactsInput = documented(
  model.contactsToTag,
  { id: 'TagContacts', description: 'Tags that are added to these contacts and removed from them.' },
  {
    audienceId,
    contacts: {
      description: 'Up to 500 email addresses or IDs. Leave them out with `segmentId`.',
      examples: [['nora@letters.example', 'ada@letters.example']],
    },
    add: { examples: [['VIP']] },
    remove: { examples: [['New']] },
  },
)

export const tagContactsResult = documented(
  model.tagContactsResult,
  { id: 'TagContactsResult', description: 'How many contacts were changed, and what became of each.' },
  { contacts: 'In the order of the request; a contact that was given twice, once.' },
)

export const contactEngagement = documented(
  model.contactEngagement,
  { id: 'ContactEngagement', description: 'What a contact did with the campaigns that it received.' },
  {
    contact: { description: 'As it was given.', ...email },
    lastSentAt: { description: unknown, ...time },
    lastOpenedAt: { description: 'null: never, or the provider lists no times.', ...time },
    lastClickedAt: { description: 'null: never, or the provider lists no times.', ...time },
    sentCount: 'Campaigns that it received.',
    openedCount: 'Campaigns that it opened.',
    clickedCount: 'Campaigns in which it clicked.',
    isComplete: 'false: the provider has more activities than were read.',
  },
)

export const accountContacts = documented(
  model.accountContacts.extend({ contacts: contact.array() }),
  { id: 'AccountContacts', description: 'What one account knows of an address.' },
  {
    connectionId: { examples: [exampleId('conn')] },
    provider: { examples: [EXAMPLE_PROVIDER.slug] },
    accountName: { examples: ['Ada’s Bakery'] },
    outcome: '`failed`: the account could not be read, and `errorCode` says why.',
    contacts: 'In every audience and status; one per audience where the provider keeps contacts by audience.',
  },
)
