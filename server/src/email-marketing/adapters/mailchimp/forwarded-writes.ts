import type { WriteRule } from '../../write-rule.ts'

/*
 * A batch contains any calls, and runs when the provider likes: it has no rule. Neither has what the texts of an audience and the defaults of
 * its fields change, which merge tags show in emails.
 */

export const forwardedWrites: readonly WriteRule[] = [
  ['POST', '/3.0/lists', 'none'],
  // Contacts with tags.
  ['POST', '/3.0/lists/*', 'membership'],
  ['POST', '/3.0/lists/*/members', 'membership'],
  ['POST', '/3.0/lists/*/members/*/tags', 'membership'],
  ['PUT PATCH', '/3.0/lists/*/members/*', 'deferred'],
  ['DELETE', '/3.0/lists/*/members/*', 'none'],
  ['POST', '/3.0/lists/*/members/*/actions/delete-permanent', 'none'],
  ['POST', '/3.0/lists/*/members/*/events', 'deferred'],
  ['POST', '/3.0/lists/*/members/*/notes', 'none'],
  ['PATCH DELETE', '/3.0/lists/*/members/*/notes/*', 'none'],
  ['POST', '/3.0/lists/*/segments', 'none'],
  ['PATCH DELETE', '/3.0/lists/*/segments/:id', 'segment'],
  ['POST', '/3.0/lists/*/segments/:id', 'membership'],
  ['POST', '/3.0/lists/*/segments/:id/members', 'membership'],
  ['DELETE', '/3.0/lists/*/segments/:id/members/*', 'membership'],
  ['POST', '/3.0/lists/*/interest-categories', 'none'],
  ['POST', '/3.0/lists/*/interest-categories/*/interests', 'none'],
  ['POST', '/3.0/lists/*/signup-forms', 'none'],
  ['POST', '/3.0/lists/*/webhooks', 'none'],
  ['PATCH DELETE', '/3.0/lists/*/webhooks/*', 'none'],

  ['POST', '/3.0/campaigns', 'none'],
  ['POST', '/3.0/campaigns/*/feedback', 'none'],
  ['PATCH DELETE', '/3.0/campaigns/*/feedback/*', 'none'],
  ['POST', '/3.0/campaigns/*/actions/replicate', 'none'],
  ['POST', '/3.0/campaigns/*/actions/test', 'none'],
  // These stop a sending.
  ['POST', '/3.0/campaigns/*/actions/cancel-send', 'deferred'],
  ['POST', '/3.0/campaigns/*/actions/pause', 'deferred'],
  ['POST', '/3.0/campaigns/*/actions/unschedule', 'deferred'],
  ['*', '/3.0/campaigns/:id', 'campaign'],
  ['*', '/3.0/campaigns/:id/content', 'campaign'],
  ['*', '/3.0/campaigns/:id/actions/**', 'campaign'],
  ['POST', '/3.0/campaign-folders', 'none'],
  ['PATCH DELETE', '/3.0/campaign-folders/*', 'none'],
  // A campaign has a copy of its template.
  ['POST', '/3.0/templates', 'none'],
  ['PATCH DELETE', '/3.0/templates/*', 'none'],
  ['POST', '/3.0/template-folders', 'none'],
  ['PATCH DELETE', '/3.0/template-folders/*', 'none'],
  ['POST', '/3.0/file-manager/**', 'none'],
  ['PATCH DELETE', '/3.0/file-manager/**', 'none'],
  ['*', '/3.0/automations/**', 'none'],
  ['*', '/3.0/customer-journeys/**', 'none'],
]
