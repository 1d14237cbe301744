import type { Erasing } from '../contact-adapter.ts'
import { integerId } from '../shapes.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import { CONSOLE } from './paging.ts'
import { findContact } from './recipients.ts'

export const erasing: Erasing = {
  erasure: {
    outcome: 'erased',
    appliesTo: 'account',
    detail:
      'Deleted from all lists. It cannot be undone, and the account no longer knows whether the address had unsubscribed: do not import it again.',
  },

  eraseContact: (api, { id }) => api.send('DELETE', `${CONSOLE}/Recipients/${segment(id)}`),

  isKnown: async (api, audience, email) =>
    (await orUndefined(findContact(api, audience, email))) !== undefined,

  /** The provider adds contacts only as subscribed, so the next call unsubscribes. With `ConfirmEmail` it would email the address. */
  async addSuppressed(api, audience, { email }, note) {
    const list = `${CONSOLE}/List/${segment(audience)}`
    const known = await orUndefined(findContact(api, audience, email))
    const body = { Email: email, Fields: [] }
    await api.untilDone(async (api) => {
      if (!known) await note.write()
      const id = known?.id ?? (await api.sendFor('POST', `${list}/Recipient`, integerId, body))
      await api.send('DELETE', `${list}/Unsubscribe/${segment(id)}`)
      if (!known) await note.remove()
    })
  },
}
