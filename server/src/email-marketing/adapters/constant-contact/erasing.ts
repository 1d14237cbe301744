import type { Erasing } from '../contact-adapter.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import { contactWriting } from './contacts.ts'
import { findContact } from './reading.ts'

export const erasing: Erasing = {
  erasure: {
    outcome: 'archived',
    appliesTo: 'account',
    detail:
      'Deleted, but the provider keeps deleted contacts and can restore them: ask Constant Contact to erase the address for good.',
  },

  eraseContact: (api, { id }) => api.send('DELETE', `/v3/contacts/${segment(id)}`),

  isKnown: async (api, _audience, email) => (await orUndefined(findContact(api, email))) !== undefined,

  async addSuppressed(api, audience, { email, isNew }) {
    // If the contact exists nevertheless, the provider rejects the call.
    const known = !isNew && (await orUndefined(contactWriting.unsubscribe(api, { audience, contact: email })))
    if (known) return
    await api.send('POST', '/v3/contacts', {
      email_address: { address: email, permission_to_send: 'unsubscribed' },
      create_source: 'Account',
    })
  },
}
