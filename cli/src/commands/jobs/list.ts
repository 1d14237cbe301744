import { Command } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function listJobsCommand(): Command {
  return addPageOptions(new Command('list').description('list jobs, newest first')).action(
    async (query: PageOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.jobs.list(query)
      if (json) return printJson(page)
      if (page.items.length === 0) print('None found')
      else
        printTable(
          ['ID', 'TYPE', 'STATUS', 'DONE', 'CREATED'],
          page.items.map(({ id, type, status, doneCount, totalCount, createdAt }) => [
            id,
            type.replace('_', ' '),
            status,
            totalCount === null ? String(doneCount) : `${doneCount} of ${totalCount}`,
            formatTime(createdAt),
          ]),
        )
      printNextPage(page.nextCursor)
    },
  )
}
