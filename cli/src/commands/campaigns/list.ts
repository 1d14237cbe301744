import type { Letterlock } from '@letterlock/sdk'
import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

type Account = ReturnType<Letterlock['account']>

export function listCampaignsCommand(): Command {
  return addPageOptions(connectionCommand('list').description('list the campaigns')).action(
    async (query: PageOptions, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.campaigns.list(query)
      const audiences = json ? new Map<string, string>() : await audienceNames(account)
      printPage(
        page,
        json,
        ['ID', 'NAME', 'AUDIENCE', 'STATUS', 'SEND TIME'],
        ({ id, name, audienceIds, status, scheduledAt, sentAt }) => [
          id,
          name,
          audienceIds.map((audience) => audiences.get(audience) ?? audience).join(', '),
          status,
          formatTimeOrNothing(scheduledAt ?? sentAt),
        ],
      )
    },
  )
}

/** Names of audiences by ID. If they cannot be read, the IDs are shown instead. */
async function audienceNames({ audiences }: Account): Promise<ReadonlyMap<string, string>> {
  const { items } = await audiences.list({ limit: MAX_PAGE_SIZE }).catch(() => ({ items: [] }))
  return new Map(items.map(({ id, name }) => [id, name]))
}

function formatTimeOrNothing(time: string | null): string {
  return time === null ? '' : formatTime(time)
}
