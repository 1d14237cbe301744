import type { Command } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'
import { addFilterOptions, filterOf, type FilterOptions } from './filter-options.ts'
import { connectionCommand } from '../../global-options.ts'

export function listCommand(): Command {
  return addFilterOptions(
    addPageOptions(
      connectionCommand('list').description('list what happened in the workspace, newest first'),
    ),
  ).action(async ({ limit, cursor, ...filter }: PageOptions & FilterOptions, command: Command) => {
    const { server, json } = serverOf(command)
    const page = await server.events.list({ ...(await filterOf(filter, command)), limit, cursor })
    if (json) return printJson(page)
    if (page.items.length === 0) return print('None found')
    const rows = page.items.map(({ id, timestamp, type, actor, connection }) => [
      id,
      formatTime(timestamp),
      type,
      connection?.accountName ?? connection?.id ?? '',
      actor.name ?? actor.id ?? actor.type,
    ])
    printTable(['ID', 'TIME', 'TYPE', 'ACCOUNT', 'BY'], rows)
    printNextPage(page.nextCursor)
  })
}
