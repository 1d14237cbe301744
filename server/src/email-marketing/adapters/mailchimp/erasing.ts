import type { Erasing } from '../contact-adapter.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import { contactWriting } from './contacts.ts'
import { member } from './describe.ts'
import { memberPath } from './members.ts'
import { NO_LINKS } from './paging.ts'

export const erasing: Erasing = {
  erasure: {
    outcome: 'erased',
    appliesTo: 'audience',
    detail:
      'Deleted for good, with what the contact did. It cannot be undone: the address can never be imported into this audience again; only its owner can sign up again.',
  },

  eraseContact: (api, { id, audienceIds: [audience = ''] }) =>
    api.send('POST', `${memberPath(audience, id)}/actions/delete-permanent`),

  isKnown: async (api, audience, email) =>
    (await orUndefined(api.get(memberPath(audience, email), member, NO_LINKS))) !== undefined,

  async addSuppressed(api, audience, { email }) {
    const known = await orUndefined(contactWriting.unsubscribe(api, { audience, contact: email }))
    if (known) return
    await api.send('POST', `/3.0/lists/${segment(audience)}/members`, {
      email_address: email,
      status: 'unsubscribed',
    })
  },
}
