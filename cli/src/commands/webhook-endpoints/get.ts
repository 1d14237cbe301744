import { Command } from 'commander'
import { printWebhookEndpoint } from '../../print-webhook-endpoint.ts'
import { serverOf } from '../../server-access.ts'

export function getCommand(): Command {
  return new Command('get')
    .description('show a webhook endpoint')
    .argument('<endpoint>', 'ID of the webhook endpoint')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      printWebhookEndpoint(await server.webhookEndpoints.get(id), json)
    })
}
