import { Command } from 'commander'
import { print, printJson } from '../../output.ts'
import { ownCommand } from '../../own-command.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { formatWebhookStatus } from '../../print-webhook-endpoint.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function listCommand(): Command {
  return addPageOptions(new Command('list').description('list the webhook endpoints')).action(
    async (query: PageOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.webhookEndpoints.list(query)
      if (json) return printJson(page)
      if (page.items.length === 0)
        return print(`No webhook endpoints. Run: ${ownCommand('webhook-endpoints create <url>')}`)
      const rows = page.items.map((endpoint) => [
        endpoint.id,
        endpoint.url,
        endpoint.eventTypes.join(', ') || 'all',
        formatWebhookStatus(endpoint),
      ])
      printTable(['ID', 'URL', 'EVENTS', 'STATUS'], rows)
      printNextPage(page.nextCursor)
    },
  )
}
