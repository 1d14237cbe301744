import type { Erasing } from '../../adapter.ts'
import { integerId } from '../../shapes.ts'
import { segment } from '../../values.ts'
import { orUndefined } from '../../writing.ts'
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

  /** The provider adds as subscribed only, so the next call unsubscribes. With `ConfirmEmail` it would write to the address. */
  async suppress(api, audience, email) {
    if (await orUndefined(findContact(api, audience, email))) return false
    const list = `${CONSOLE}/List/${segment(audience)}`
    const id = await api.sendFor('POST', `${list}/Recipient`, integerId, { Email: email, Fields: [] })
    await api.send('DELETE', `${list}/Unsubscribe/${segment(id)}`)
    return true
  },
}
