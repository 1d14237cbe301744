import type { Context, Resource } from '../../resources/resource.ts'
import type { Json } from '../../is-json.ts'

/** The number of subscribers per interest is not tracked. */
const NO_SUBSCRIBERS = { subscriber_count: '0' }

/** Groups of interests, and notes and events of members. */
export const LIST_PARTS: readonly Resource[] = [
  { path: '/lists/{list_id}/interest-categories' },
  {
    path: '/lists/{list_id}/interest-categories/{interest_category_id}/interests',
    create: () => NO_SUBSCRIBERS,
  },
  {
    path: '/lists/{list_id}/members/{subscriber_hash}/notes',
    create: (_item, { params }) => ({ created_by: 'Sandbox', email_id: params['subscriber_hash'] }),
  },
  {
    path: '/lists/{list_id}/members/{subscriber_hash}/events',
    create: ({ occurred_at: at }, { now }) => ({ occurred_at: at ?? now }),
  },
  { path: '/lists/{list_id}/signup-forms' },
  { path: '/lists/{list_id}/abuse-reports', seed: (context) => [abuseReport(context)] },
  {
    path: '/batch-webhooks',
    create: ({ enabled }) => ({ enabled: enabled ?? true }),
  },
]

function abuseReport({ now, params, nextNumber }: Context): Json {
  return {
    id: nextNumber(),
    campaign_id: '',
    list_id: params['list_id'],
    email_id: '00000000000000000000000000000000',
    email_address: 'complainer@example.com',
    date: now,
  }
}
