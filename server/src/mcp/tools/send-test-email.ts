import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import { isAddress } from '../../email-marketing/model/addresses.ts'
import { testCampaign } from '../../email-marketing/campaigns/campaigns.ts'
import type { AccountClient } from '../../email-marketing/get-account-client.ts'
import { testAddresses } from '../../email-marketing/model/input-schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedCampaign, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

export const sendTestEmailTool = defineTool({
  name: 'send_test_email',
  title: 'Send a test email',
  description: 'Sends a draft as a test to the account’s own address, and to no other.',
  toolset: 'sending',
  scope: 'campaigns:send',
  effect: 'send',
  input: z.object({
    ...campaignInput,
    to: testAddresses.optional().describe('Default: the account’s own address'),
  }),
  output: sourced(changedCampaign.extend({ to: z.array(z.string()) })),
  openWorld: true,
  async answer(context, input) {
    const tested = await inAccount(context, input, async (account, { campaign, to }) => {
      const own = await ownAddresses(account)
      const wanted = to ?? own.slice(0, 1)
      assertOwn(wanted, own)
      return { ...(await testCampaign(account, campaign, wanted)), to: wanted }
    })
    return { summary: `Test email sent to ${tested.to.join(', ')}.`, structured: tested }
  },
})

/** The account's own email addresses; not the campaign's sender, which an assistant can set. */
async function ownAddresses({ adapter, api }: AccountClient): Promise<string[]> {
  const { email } = await adapter.account(api)
  return email !== null && isAddress(email) ? [email] : []
}

/** Asserts that a test goes only to own addresses: untrusted text could ask to send it elsewhere. @throws ProblemError test_recipient_not_allowed */
function assertOwn(wanted: readonly string[], own: readonly string[]): void {
  const known = new Set(own.map((address) => address.toLowerCase()))
  if (wanted.length === 0 || wanted.some((address) => !known.has(address.toLowerCase())))
    throw new ProblemError('test_recipient_not_allowed', { facts: { allowed: own.join(', ') || 'none' } })
}
