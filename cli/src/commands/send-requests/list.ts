import type { ListSendRequestsQuery, SendRequestStatus, SendRequestSummary } from '@letterlock/sdk'
import { type Command, Option } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'
import { connectionCommand } from '../../global-options.ts'
import { connectionFilter } from '../../choose-connection.ts'

interface Options extends PageOptions {
  readonly status?: SendRequestStatus
}

const HEAD = ['ID', 'STATUS', 'CAMPAIGN', 'ACCOUNT', 'RECIPIENTS', 'SEND', 'REQUESTED BY', 'EXPIRES']

export function listCommand(): Command {
  return addPageOptions(
    connectionCommand('list').description('list the send requests of the last day, newest first'),
  )
    .addOption(
      new Option('--status <status>', 'only send requests with this status').choices([
        'pending',
        'approved',
        'declined',
        'expired',
      ]),
    )
    .action(async (options: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const query: ListSendRequestsQuery = { ...options, connectionId: await connectionFilter(command) }
      const page = await server.sendRequests.list(query)
      if (json) return printJson(page)
      if (page.items.length === 0) return print('None found')
      printTable(HEAD, page.items.map(cellsOf))
      printNextPage(page.nextCursor)
    })
}

function cellsOf({ id, status, campaignName, accountName, ...more }: SendRequestSummary): string[] {
  const { recipientCount, scheduledAt, requestedBy, expiresAt } = more
  const when = scheduledAt === null ? 'once approved' : formatTime(scheduledAt)
  const cells = [id, status, campaignName, accountName, String(recipientCount ?? 'unknown'), when]
  return [...cells, requestedBy ?? 'deleted', formatTime(expiresAt)]
}
