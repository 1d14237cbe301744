import { Command, Option } from 'commander'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { DELIVERY_HEAD, deliveryCells } from '../../print-webhook-delivery.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

interface Options extends PageOptions {
  readonly event?: string
  readonly status?: 'succeeded' | 'failed'
}

export function listCommand(): Command {
  return addPageOptions(
    new Command('list').description('list the deliveries to a webhook endpoint, newest first'),
  )
    .argument('<endpoint>', 'ID of the webhook endpoint')
    .option('--event <id>', 'only those of this event')
    .addOption(
      new Option('--status <status>', 'only deliveries with this status').choices(['succeeded', 'failed']),
    )
    .action(async (id: string, { event: eventId, ...query }: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.webhookDeliveries.list(id, { ...query, eventId })
      if (json) return printJson(page)
      if (page.items.length === 0) return print('None found')
      printTable(DELIVERY_HEAD, page.items.map(deliveryCells))
      printNextPage(page.nextCursor)
    })
}
