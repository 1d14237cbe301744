import { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'

export function listCampaignsCommand(): Command {
  return addPageOptions(new Command('list').description('list the campaigns')).action(
    async (query: PageOptions, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.campaigns.list(query)
      printPage(
        page,
        json,
        ['ID', 'NAME', 'STATUS', 'SEND TIME'],
        ({ id, name, status, scheduledAt, sentAt }) => [
          id,
          name,
          status,
          formatTimeOrNothing(scheduledAt ?? sentAt),
        ],
      )
    },
  )
}

function formatTimeOrNothing(time: string | null): string {
  return time === null ? '' : formatTime(time)
}
