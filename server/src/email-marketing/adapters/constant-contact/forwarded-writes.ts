import type { WriteRule } from '../../write-rule.ts'

/*
 * A path names an activity of a campaign, and activities that change many contacts name lists and tags in their body: what is not harmless has no
 * rule.
 */

export const forwardedWrites: readonly WriteRule[] = [
  // With their lists and tags.
  ['POST', '/v3/contacts', 'membership'],
  ['PUT', '/v3/contacts/*', 'membership'],
  ['DELETE', '/v3/contacts/*', 'none'],
  ['POST', '/v3/contacts/sign_up_form', 'membership'],
  ['PUT', '/v3/contacts/resubscribe/*', 'membership'],
  ['POST', '/v3/contact_lists', 'none'],
  ['PUT DELETE', '/v3/contact_lists/:id', 'segment'],
  ['POST', '/v3/contact_tags', 'none'],
  ['POST', '/v3/contact_custom_fields', 'none'],
  ['POST', '/v3/segments', 'none'],
  ['PUT PATCH DELETE', '/v3/segments/:id', 'segment'],
  ['PATCH', '/v3/segments/:id/name', 'segment'],
  ['POST', '/v3/activities/add_list_memberships', 'membership'],
  // Whom it takes out of a list it may put into a segment of those who are not in it.
  ['POST', '/v3/activities/remove_list_memberships', 'deferred'],
  ['POST', '/v3/activities/contacts_taggings_add', 'membership'],
  ['POST', '/v3/activities/contacts_taggings_remove', 'membership'],
  ['POST', '/v3/activities/contacts_json_import', 'membership'],
  ['POST', '/v3/activities/contacts_file_import', 'membership'],
  ['POST', '/v3/activities/contact_delete', 'none'],

  ['POST', '/v3/emails', 'none'],
  ['PATCH DELETE', '/v3/emails/:id', 'campaign'],
  // These unschedule.
  ['DELETE', '/v3/emails/activities/*/schedules', 'deferred'],
  ['DELETE', '/v3/emails/activities/*/non_opener_resends/*', 'deferred'],
  ['POST', '/v3/emails/activities/*/tests', 'none'],
]
