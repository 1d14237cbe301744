import { ProblemError } from '../../kernel/errors.ts'
import { recipientActivity, type RecipientActivity } from '../model/schemas.ts'

/** How a provider lists the recipients of a campaign, for each activity that it lists. */
export type RecipientLists<T> = Readonly<Partial<Record<RecipientActivity, T>>>

/** The activities that the provider lists, for `capabilities.recipientActivities`. */
export const activitiesIn = (lists: RecipientLists<unknown>): RecipientActivity[] =>
  recipientActivity.options.filter((activity) => Object.hasOwn(lists, activity))

/** The activity for a provider's name; undefined if the model has none. */
export function activityNamed(
  activities: Readonly<Record<string, RecipientActivity>>,
  name: string,
): RecipientActivity | undefined {
  return Object.hasOwn(activities, name) ? activities[name] : undefined
}

const IN_WORDS: Readonly<Record<RecipientActivity, string>> = {
  sent: 'who received a campaign',
  opened: 'who opened a campaign',
  not_opened: 'who did not open a campaign',
  clicked: 'who clicked in a campaign',
  bounced: 'whose address bounced',
  unsubscribed: 'who unsubscribed after a campaign',
  complained: 'who reported a campaign as spam',
}

/** The list of an activity. @throws ProblemError unsupported_by_provider if the provider does not have it */
export function listOf<T>(lists: RecipientLists<T>, activity: RecipientActivity): T {
  const list = lists[activity]
  if (list !== undefined) return list
  const listed = activitiesIn(lists).join(', ')
  throw new ProblemError('unsupported_by_provider', {
    facts: { capability: `a list of those ${IN_WORDS[activity]} (it lists ${listed})` },
  })
}
