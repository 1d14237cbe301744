import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { formatRate, printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

export function campaignVariantsCommand(): Command {
  return addPageOptions(
    connectionCommand('variants').description('list the emails that an A/B test compares'),
  )
    .argument('<campaign>', 'campaign ID')
    .action(async (campaign: string, query: PageOptions, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.campaigns.listVariants(campaign, query)
      printPage(
        page,
        json,
        ['SUBJECT', 'SENT', 'OPENED', 'CLICKED', 'WINNER'],
        ({ subject, sentCount, openRate, clickRate, isWinner }) => [
          subject ?? '?',
          String(sentCount ?? '?'),
          formatRate(openRate),
          formatRate(clickRate),
          isWinner === null ? '?' : isWinner ? 'yes' : 'no',
        ],
      )
    })
}
