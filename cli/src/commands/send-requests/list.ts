import type { ListSendRequestsQuery, SendRequestStatus, SendRequestSummary } from '@letterlock/sdk'
import { Command, Option } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

interface Options extends PageOptions {
  readonly connection?: string
  readonly status?: SendRequestStatus
}

const HEAD = ['ID', 'STATUS', 'CAMPAIGN', 'ACCOUNT', 'RECIPIENTS', 'SEND', 'REQUESTED BY', 'EXPIRES']

export function listCommand(): Command {
  return addPageOptions(
    new Command('list').description('list the send requests of the last day, newest first'),
  )
    .option('-c, --connection <id>', 'only those through this connection')
    .addOption(
      new Option('--status <status>', 'only send requests with this status').choices([
        'pending',
        'approved',
        'declined',
        'expired',
      ]),
    )
    .action(async ({ connection, ...rest }: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const query: ListSendRequestsQuery = { ...rest, connectionId: connection }
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
