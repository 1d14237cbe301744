import { counted } from '../../kernel/counted.ts'
import { z } from 'zod'
import { accountAverages } from '../../email-marketing/model/insight-schemas.ts'
import { readAccountAverages } from '../../email-marketing/reports/read-account-averages.ts'
import { inAccount } from '../account-call.ts'
import { percent } from '../format-result.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool } from '../tool.ts'

export const getAccountTool = defineTool({
  name: 'get_account',
  title: 'Get facts about an account',
  description:
    'Gets an account’s time zone, plan, sends left, verified senders, domains, and the average of ten campaigns.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({ connection }),
  output: sourced(
    z.object({
      timeZone: z.string().nullable(),
      plan: z.string().nullable(),
      sendsLeft: z.number().nullable(),
      senders: z.array(z.string()).nullable(),
      domains: z.array(z.object({ domain: z.string(), isAuthenticated: z.boolean() })).nullable(),
      averages: accountAverages.pick({ openRate: true, clickRate: true }),
    }),
  ),
  openWorld: true,
  async answer(context, input) {
    const { averages, ...found } = await inAccount(context, input, async (account) => ({
      ...(await account.adapter.accountFacts(account.api)),
      averages: await readAccountAverages(account),
    }))
    const { timeZone, plan, sendsLeft, source } = found
    const senders =
      found.senders && found.senders.flatMap(({ email, isVerified }) => (isVerified ? [email] : []))
    const domains =
      found.domains && found.domains.map(({ domain, isAuthenticated }) => ({ domain, isAuthenticated }))
    const { campaignCount, openRate, clickRate } = averages
    return {
      summary: `On average of ${counted(campaignCount, 'campaign')}: opened ${percent(openRate)}, clicked ${percent(clickRate)}.`,
      structured: { timeZone, plan, sendsLeft, senders, domains, averages: { openRate, clickRate }, source },
    }
  },
})
