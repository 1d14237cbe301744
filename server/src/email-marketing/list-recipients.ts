import { ProblemError } from '../kernel/errors.ts'
import type { Found, PageWanted } from './adapter.ts'
import type { AccountClient } from './get-account-client.ts'
import type { CampaignRecipient, RecipientActivity } from './schemas.ts'

const IN_WORDS: Readonly<Record<RecipientActivity, string>> = {
  sent: 'who received a campaign',
  opened: 'who opened a campaign',
  not_opened: 'who did not open a campaign',
  clicked: 'who clicked in a campaign',
  bounced: 'whose address bounced',
  unsubscribed: 'who unsubscribed after a campaign',
  complained: 'who reported a campaign as spam',
}

/**
 * The recipients of a campaign who did one thing.
 * @throws ProblemError unsupported_by_provider, resource_not_found
 */
export async function listRecipients(
  { adapter, api }: AccountClient,
  campaign: string,
  activity: RecipientActivity,
  page: PageWanted,
): Promise<Found<CampaignRecipient>> {
  const { recipientActivities } = adapter.capabilities
  if (!recipientActivities.includes(activity))
    throw new ProblemError('unsupported_by_provider', {
      facts: {
        capability: `a list of those ${IN_WORDS[activity]} (it lists ${recipientActivities.join(', ')})`,
      },
    })
  return adapter.campaignRecipients(api, campaign, activity, page)
}
