import { Command } from 'commander'
import { collect } from '../../collect.ts'
import { printSigningSecret, printWebhookEndpoint } from '../../print-webhook-endpoint.ts'
import { serverOf } from '../../server-access.ts'

interface Options {
  readonly event: string[]
  readonly description?: string
  readonly paused?: true
}

export function createCommand(): Command {
  return new Command('create')
    .description('create a webhook endpoint and print its signing secret')
    .argument('<url>', 'where events are sent, such as https://app.example.com/webhooks')
    .option(
      '--event <type>',
      'only events of this type, such as connection.created or connection; repeatable',
      collect(String),
      [],
    )
    .option('--description <text>', 'what it is for')
    .option('--paused', 'create it without sending anything yet')
    .action(async (url: string, { event, description, paused }: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const status = paused ? 'paused' : 'enabled'
      const created = await server.webhookEndpoints.create({ url, description, eventTypes: event, status })
      if (!json) printWebhookEndpoint(created, false)
      printSigningSecret(created, json)
    })
}
