import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

export function listTemplatesCommand(): Command {
  return addPageOptions(connectionCommand('list').description('list the templates')).action(
    async (query: PageOptions, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.templates.list(query)
      printPage(page, json, ['ID', 'NAME'], ({ id, name }) => [id, name])
    },
  )
}
