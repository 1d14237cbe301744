import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends PageOptions {
  readonly audience: string
}

export function segmentContactsCommand(): Command {
  return addPageOptions(connectionCommand('contacts').description('list the contacts of a segment'))
    .argument('<segment>', 'segment ID')
    .requiredOption('--audience <id>', 'the audience')
    .action(async (segmentId: string, { audience, ...query }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.segments.listContacts({ ...query, audienceId: audience, segmentId })
      printPage(page, json, ['ID', 'EMAIL', 'NAME', 'STATUS'], ({ id, email, name, status }) => [
        id,
        email,
        name ?? '',
        status,
      ])
    })
}
