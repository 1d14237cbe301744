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
    title: 'Report of the last month',
    description: 'How the campaigns of the last month went, in a page for people who were not there.',
    text: (account) =>
      `Write a report of the last month's e-mail campaigns of ${account}. Find those that were sent in that time with list_campaigns, read their results with get_campaign_report, and say what was sent to whom, how it was opened and clicked, what stood out, and one thing to try next. Give rates in per cent. Say plainly what the platform does not tell.`,
  },
  {
    name: 'compare_recent_campaigns',
    title: 'The latest campaigns side by side',
    description: 'The five campaigns that were sent last, compared.',
    text: (account) =>
      `Take the five campaigns of ${account} that were sent last (list_campaigns), compare them with compare_campaigns, and show a table with subject, recipients, open rate, click rate and unsubscribes, best first. Then say what the best ones have in common, and how sure one can be of that with so few.`,
  },
  {
    name: 'audience_health',
    title: 'How healthy an audience is',
    description: 'What would be worth cleaning up in the audiences, without changing anything.',
    text: (account) =>
      `Look at the audiences of ${account}: list_audiences and get_audience for their size, search_contacts for how many are unsubscribed, pending or bounced (a page of each is enough to see). Say which audience would be worth cleaning up and why. Change nothing.`,
  },
]

/** Work that comes up again and again, in words that lead to the right tools. */
export function registerPrompts(server: McpServer): void {
  for (const { name, title, description, text } of PROMPTS)
    server.registerPrompt(
      name,
      { title, description, argsSchema: z.object({ connection }) },
      ({ connection: asked }) => {
        const account =
          asked === undefined ? 'the connected account' : `the account called ${JSON.stringify(asked)}`
        return { messages: [{ role: 'user', content: { type: 'text', text: text(account) } }] }
      },
    )
}
