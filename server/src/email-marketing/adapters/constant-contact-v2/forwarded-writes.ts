import { z } from 'zod'
import type { ReadBody, WriteRule } from '../write-rule.ts'

const id = z.string()

const contact = z.object({ lists: z.array(z.object({ id })) })

const listsOfContact: ReadBody = (body, _ids, contactId) => {
  const { data } = contact.safeParse(body)
  if (!data) return null
  const named = contactId === undefined ? {} : { contact: contactId }
  return [{ effect: 'membership', ids: data.lists.map((list) => list.id), ...named }]
}

const added = z.object({ lists: z.array(id) })

const listsOfAdded: ReadBody = (body) => {
  const { data } = added.safeParse(body)
  return data ? [{ effect: 'membership', ids: data.lists }] : null
}

export const forwardedWrites: readonly WriteRule[] = [
  ['POST', '/v2/contacts', 'membership', listsOfContact],
  ['PUT', '/v2/contacts/:contact', 'membership', listsOfContact],
  ['DELETE', '/v2/contacts/*', 'none'],
  ['DELETE', '/v2/contacts/*/lists/**', 'none'],
  ['POST', '/v2/lists', 'none'],
  ['PUT DELETE', '/v2/lists/:id', 'segment'],
  ['POST', '/v2/activities/addcontacts', 'membership', listsOfAdded],
  ['POST', '/v2/activities/removefromlists', 'none'],
  ['POST', '/v2/activities/clearlists', 'none'],
  ['POST', '/v2/emailmarketing/campaigns', 'none'],
  ['PUT DELETE', '/v2/emailmarketing/campaigns/:id', 'campaign'],
  // Unschedules.
  ['DELETE', '/v2/emailmarketing/campaigns/*/schedules/*', 'deferred'],
  ['POST', '/v2/emailmarketing/campaigns/*/tests', 'none'],
  ['*', '/v2/emailmarketing/campaigns/:id/schedules/**', 'campaign'],
]
