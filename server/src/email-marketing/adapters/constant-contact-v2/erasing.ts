import { z } from 'zod'
import type { Erasing } from '../contact-adapter.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import { BY_OWNER, CONTACTS } from './contacts.ts'
import { findContact } from './list-contacts.ts'

const added = z.object({ id: z.string().min(1) })

export const erasing: Erasing = {
  erasure: {
    outcome: 'unsubscribed',
    appliesTo: 'account',
    detail:
      'Opted out and in no list, but kept: API v2 deletes nothing. Delete the contact on the pages of Constant Contact, and ask there to erase it.',
  },

  eraseContact: (api, { id }) => api.send('DELETE', `${CONTACTS}/${segment(id)}`),

  isKnown: async (api, _audience, email) => (await orUndefined(findContact(api, email))) !== undefined,

  /** The provider adds contacts only as subscribed, so the next call opts out. */
  async addSuppressed(api, audience, { email, isNew }) {
    // If the contact exists nevertheless, the provider rejects the call.
    const known = isNew ? undefined : await orUndefined(findContact(api, email))
    const body = { email_addresses: [{ email_address: email }], lists: [{ id: audience }] }
    const { id } = known ?? (await api.sendFor('POST', `${CONTACTS}${BY_OWNER}`, added, body))
    await api.send('DELETE', `${CONTACTS}/${segment(id)}`)
  },
}
