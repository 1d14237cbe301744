import type { Erasing } from '../../adapter.ts'
import { segment } from '../../values.ts'
import { orUndefined } from '../../writing.ts'
import { findContact } from './reading.ts'

export const erasing: Erasing = {
  erasure: {
    outcome: 'archived',
    appliesTo: 'account',
    detail:
      'Deleted, but the provider keeps deleted contacts and can restore them: ask Constant Contact to erase the address for good.',
  },

  eraseContact: (api, { id }) => api.send('DELETE', `/v3/contacts/${segment(id)}`),

  async suppress(api, _audience, email) {
    if (await orUndefined(findContact(api, email))) return false
    await api.send('POST', '/v3/contacts', {
      email_address: { address: email, permission_to_send: 'unsubscribed' },
      create_source: 'Account',
    })
    return true
  },
}
