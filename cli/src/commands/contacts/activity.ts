import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends PageOptions {
  readonly audience?: string
}

export function contactActivityCommand(): Command {
  return addPageOptions(
    connectionCommand('activity').description('list what a contact did with its campaigns'),
  )
    .argument('<contact>', 'email address or ID')
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (contact: string, { audience, ...query }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.contacts.listActivity(contact, { ...query, audienceId: audience })
      printPage(page, json, ['TIME', 'ACTIVITY', 'CAMPAIGN', 'LINK'], (item) => [
        item.at === null ? '' : formatTime(item.at),
        item.activity.replace('_', ' '),
        item.campaignName ?? item.campaignId ?? '',
        item.url ?? '',
      ])
    })
}
