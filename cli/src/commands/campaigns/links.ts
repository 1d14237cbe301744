import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

export function campaignLinksCommand(): Command {
  return addPageOptions(
    connectionCommand('links').description('list the links of a campaign, and their clicks'),
  )
    .argument('<campaign>', 'campaign ID')
    .action(async (campaign: string, query: PageOptions, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.campaigns.listLinks(campaign, query)
      printPage(page, json, ['LINK', 'CLICKS', 'CONTACTS'], ({ url, clickCount, contactCount }) => [
        url,
        String(clickCount ?? '?'),
        String(contactCount ?? '?'),
      ])
    })
}
