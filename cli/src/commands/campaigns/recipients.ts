import type { RecipientActivity } from '@letterlock/sdk'
import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends PageOptions {
  readonly activity: RecipientActivity
}

export function campaignRecipientsCommand(): Command {
  return addPageOptions(
    connectionCommand('recipients').description(
      'list the recipients of a campaign by what they did, such as opened',
    ),
  )
    .argument('<campaign>', 'campaign ID')
    .option(
      '--activity <activity>',
      'such as sent, opened, not_opened, clicked, bounced, unsubscribed',
      'sent',
    )
    .action(async (campaign: string, query: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.campaigns.listRecipients(campaign, query)
      printPage(page, json, ['ID', 'EMAIL', 'TIME', 'LINK', 'REASON'], (recipient) => [
        recipient.contactId,
        recipient.email ?? '',
        recipient.at === null ? '' : formatTime(recipient.at),
        recipient.url ?? '',
        recipient.reason ?? '',
      ])
    })
}
