import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { formatRate, printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

export function listAudiencesCommand(): Command {
  return addPageOptions(connectionCommand('list').description('list the audiences')).action(
    async (query: PageOptions, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.audiences.list(query)
      printPage(page, json, ['ID', 'NAME', 'CONTACTS', 'OPEN RATE', 'CLICK RATE'], (audience) => [
        audience.id,
        audience.name,
        String(audience.contactCount ?? '?'),
        formatRate(audience.openRate),
        formatRate(audience.clickRate),
      ])
    },
  )
}
