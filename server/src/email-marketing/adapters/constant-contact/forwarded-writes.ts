import { z } from 'zod'
import { TAKES_OUT, type Change, type ReadBody, type WriteRule } from '../write-rule.ts'

const ids = z.array(z.string())

const withLists = z.object({ list_ids: ids })

const unsubscribed = z.object({ email_address: z.object({ permission_to_send: z.literal('unsubscribed') }) })

const contact = z.looseObject({ list_memberships: ids.optional() })

/** Any tag: requests contain tag IDs, and the conditions of segments are the provider's own. */
const ANY_TAG: Change = { effect: 'tags', ids: null }

/** The lists and tags of a contact; members that the body lacks stay unchanged. */
const listsAndTags: ReadBody = (body, _ids, contactId) => {
  const { data } = contact.safeParse(body)
  if (!data) return null
  const named = contactId === undefined ? {} : { contact: contactId }
  const lists: Change = { effect: 'membership', ids: data.list_memberships ?? [], ...named }
  return 'taggings' in data ? [lists, ANY_TAG] : [lists]
}

const unsubscribesOrChanges: ReadBody = (body, ids, contactId) =>
  unsubscribed.safeParse(body).success ? TAKES_OUT : listsAndTags(body, ids, contactId)

const signedUp = z.object({ email_address: z.string() })

const listsOfAddress: ReadBody = (body, ids) =>
  listsAndTags(body, ids, signedUp.safeParse(body).data?.email_address)

const importedTo: ReadBody = (body) => {
  const { data } = withLists.safeParse(body)
  return data ? [{ effect: 'membership', ids: data.list_ids }, ANY_TAG] : null
}

const addedTo: ReadBody = (body) => {
  const { data } = withLists.safeParse(body)
  return data ? [{ effect: 'membership', ids: data.list_ids }] : null
}

const deletedLists: ReadBody = (body) => {
  const { data } = withLists.safeParse(body)
  return data ? [{ effect: 'segment', ids: data.list_ids }] : null
}

export const forwardedWrites: readonly WriteRule[] = [
  ['POST', '/v3/contacts', 'membership', unsubscribesOrChanges],
  ['PUT', '/v3/contacts/:contact', 'membership', unsubscribesOrChanges],
  ['DELETE', '/v3/contacts/*', 'none'],
  ['POST', '/v3/contacts/sign_up_form', 'membership', listsOfAddress],
  ['PUT', '/v3/contacts/resubscribe/*', 'membership'],
  ['POST', '/v3/contact_lists', 'none'],
  ['PUT DELETE', '/v3/contact_lists/:id', 'segment'],
  ['POST', '/v3/contact_tags', 'none'],
  ['PUT DELETE', '/v3/contact_tags/*', 'tags'],
  ['POST', '/v3/contact_custom_fields', 'none'],
  // Fields belong to the account: a campaign to any audience can show them.
  ['PUT PATCH DELETE', '/v3/contact_custom_fields/*', 'field'],
  ['POST', '/v3/activities/custom_fields_delete', 'field'],
  ['POST', '/v3/segments', 'none'],
  ['PUT PATCH DELETE', '/v3/segments/:id', 'segment'],
  ['PATCH', '/v3/segments/:id/name', 'segment'],
  ['POST', '/v3/activities/add_list_memberships', 'membership', addedTo],
  // A contact that is removed from a list can become a member of a segment of contacts that are not in the list.
  ['POST', '/v3/activities/remove_list_memberships', 'deferred'],
  ['POST', '/v3/activities/contacts_taggings_add', 'tags'],
  ['POST', '/v3/activities/contacts_taggings_remove', 'tags'],
  ['POST', '/v3/activities/contacts_tags_delete', 'tags'],
  ['POST', '/v3/activities/contacts_json_import', 'membership', importedTo],
  ['POST', '/v3/activities/contacts_file_import', 'membership'],
  ['POST', '/v3/activities/contact_delete', 'none'],
  ['POST', '/v3/activities/list_delete', 'anything', deletedLists],

  ['POST', '/v3/emails', 'none'],
  ['PATCH DELETE', '/v3/emails/:id', 'campaign'],
  // These unschedule.
  ['DELETE', '/v3/emails/activities/*/schedules', 'deferred'],
  ['DELETE', '/v3/emails/activities/*/non_opener_resends/*', 'deferred'],
  ['POST', '/v3/emails/activities/*/tests', 'none'],
  // An activity is a part of a campaign (`EmailParts.ids`).
  ['*', '/v3/emails/activities/:id', 'campaign'],
  ['*', '/v3/emails/activities/:id/abtest', 'campaign'],
  ['*', '/v3/emails/activities/:id/schedules/**', 'campaign'],
  ['*', '/v3/emails/activities/:id/non_opener_resends/**', 'campaign'],
]
