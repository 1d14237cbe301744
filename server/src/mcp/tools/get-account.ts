import { z } from 'zod'
import { accountAverages, accountFacts } from '../../email-marketing/insight-schemas.ts'
import { readAccountAverages } from '../../email-marketing/read-account-averages.ts'
import { inAccount } from '../account-call.ts'
import { percent } from '../format-result.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool } from '../tool.ts'

export const getAccountTool = defineTool({
  name: 'get_account',
  title: 'Get facts about an account',
  description:
    'Gets an account’s time zone, plan, senders, domains, and the average of its latest ten campaigns.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({ connection }),
  output: sourced(
    accountFacts.omit({ contactCount: true }).extend({
      averages: accountAverages.omit({ bounceRate: true, unsubscribeRate: true }),
    }),
  ),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, async (account) => ({
      ...(await account.adapter.accountFacts(account.api)),
      averages: await readAccountAverages(account),
    }))
    const { campaignCount, openRate, clickRate } = found.averages
    return {
      summary: `On average of ${campaignCount} campaigns: opened ${percent(openRate)}, clicked ${percent(clickRate)}.`,
      structured: found,
    }
  },
})
