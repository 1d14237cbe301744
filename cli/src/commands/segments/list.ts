import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends PageOptions {
  readonly audience: string
}

export function listSegmentsCommand(): Command {
  return addPageOptions(connectionCommand('list').description('list the segments of an audience'))
    .requiredOption('--audience <id>', 'the audience')
    .action(async ({ audience, ...query }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.segments.list({ ...query, audienceId: audience })
      printPage(page, json, ['ID', 'NAME', 'CONTACTS'], ({ id, name, contactCount }) => [
        id,
        name,
        String(contactCount ?? '?'),
      ])
    })
}
