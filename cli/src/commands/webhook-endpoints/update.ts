import { Command, Option } from 'commander'
import { collect } from '../../collect.ts'
import { printWebhookEndpoint } from '../../print-webhook-endpoint.ts'
import { serverOf } from '../../server-access.ts'

interface Options {
  readonly url?: string
  readonly event: string[]
  readonly allEvents?: true
  readonly description?: string
  readonly status?: 'enabled' | 'paused'
}

export function updateCommand(): Command {
  return (
    new Command('update')
      .description('change a webhook endpoint, pause it, or enable it again')
      .argument('<endpoint>', 'ID of the webhook endpoint')
      // Not `--url`, which is the server's URL.
      .option('--endpoint-url <url>', 'where events are sent')
      .option(
        '--event <type>',
        'only events of this type, such as connection.created or connection; repeatable',
        collect(String),
        [],
      )
      .addOption(new Option('--all-events', 'events of every type').conflicts('event'))
      .option('--description <text>', 'what it is for')
      .addOption(
        new Option('--status <status>', 'enabled also sends the events that wait').choices([
          'enabled',
          'paused',
        ]),
      )
      .action(async (id: string, options: Options & { endpointUrl?: string }, command: Command) => {
        const { endpointUrl: url, event, allEvents, description, status } = options
        const { server, json } = serverOf(command)
        const eventTypes = allEvents ? [] : event.length > 0 ? event : undefined
        const endpoint = await server.webhookEndpoints.update(id, { url, eventTypes, description, status })
        printWebhookEndpoint(endpoint, json)
      })
  )
}
