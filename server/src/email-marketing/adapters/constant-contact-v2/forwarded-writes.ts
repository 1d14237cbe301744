import type { WriteRule } from '../../write-rule.ts'

export const forwardedWrites: readonly WriteRule[] = [
  // With their lists.
  ['POST', '/v2/contacts', 'membership'],
  ['PUT', '/v2/contacts/*', 'membership'],
  ['DELETE', '/v2/contacts/*', 'none'],
  ['DELETE', '/v2/contacts/*/lists/**', 'none'],
  ['POST', '/v2/lists', 'none'],
  ['PUT DELETE', '/v2/lists/:id', 'segment'],
  ['POST', '/v2/activities/addcontacts', 'membership'],
  ['POST', '/v2/activities/removefromlists', 'none'],
  ['POST', '/v2/activities/clearlists', 'none'],
  ['POST', '/v2/emailmarketing/campaigns', 'none'],
  ['PUT DELETE', '/v2/emailmarketing/campaigns/:id', 'campaign'],
  // Unschedules.
  ['DELETE', '/v2/emailmarketing/campaigns/*/schedules/*', 'deferred'],
  ['POST', '/v2/emailmarketing/campaigns/*/tests', 'none'],
  ['*', '/v2/emailmarketing/campaigns/:id/schedules/**', 'campaign'],
]
