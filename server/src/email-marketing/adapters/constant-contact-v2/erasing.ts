import { z } from 'zod'
import type { Erasing } from '../../adapter.ts'
import { segment } from '../../values.ts'
import { orUndefined } from '../../writing.ts'
import { BY_OWNER, CONTACTS } from './contacts.ts'
import { findContact } from './list-contacts.ts'

export const erasing: Erasing = {
  erasure: {
    outcome: 'unsubscribed',
    appliesTo: 'account',
    detail:
      'Opted out and in no list, but kept: API v2 deletes nothing. Delete the contact on the pages of Constant Contact, and ask there to erase it.',
  },

  eraseContact: (api, { id }) => api.send('DELETE', `${CONTACTS}/${segment(id)}`),

  /** The provider adds as subscribed only, so the next call opts out. */
  async suppress(api, audience, email) {
    if (await orUndefined(findContact(api, email))) return false
    const body = { email_addresses: [{ email_address: email }], lists: [{ id: audience }] }
    const { id } = await api.sendFor(
      'POST',
      `${CONTACTS}${BY_OWNER}`,
      z.object({ id: z.string().min(1) }),
      body,
    )
    await api.send('DELETE', `${CONTACTS}/${segment(id)}`)
    return true
  },
}
