import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { connection } from './tool.ts'

interface Prompt {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly text: (account: string) => string
}

const PROMPTS: readonly Prompt[] = [
  {
    name: 'monthly_report',
    title: 'Monthly report',
    description: 'A one-page report of last month’s campaigns.',
    text: (account) =>
      `Write a report of last month’s email campaigns of ${account}. Find the campaigns sent in that month with list_campaigns, get their results with get_campaign_reports, and state what was sent to whom, its open and click rates, what stood out, and one thing to try next. Give rates in percent. State what the provider does not report.`,
  },
  {
    name: 'compare_recent_campaigns',
    title: 'Compare recent campaigns',
    description: 'A comparison of the five campaigns that were sent last.',
    text: (account) =>
      `Take the five campaigns of ${account} that were sent last (list_campaigns), compare them with get_campaign_reports, and show a table with subject, recipients, open rate, click rate and unsubscribes, best first. Then state what the best ones have in common, and how reliable that is with five campaigns.`,
  },
  {
    name: 'audience_health',
    title: 'Audience health',
    description: 'What to clean up in the audiences. Nothing is changed.',
    text: (account) =>
      `Look at the audiences of ${account}: list_audiences and get_audience for their size, search_contacts for how many are unsubscribed, pending or bounced (one page of each is enough). State which audience to clean up and why. Change nothing.`,
  },
]

/** Registers prompts for recurring work. */
export function registerPrompts(server: McpServer): void {
  for (const { name, title, description, text } of PROMPTS)
    server.registerPrompt(
      name,
      { title, description, argsSchema: z.object({ connection }) },
      ({ connection: asked }) => {
        const account = asked === undefined ? 'the account' : `the account called ${JSON.stringify(asked)}`
        return { messages: [{ role: 'user', content: { type: 'text', text: text(account) } }] }
      },
    )
}
