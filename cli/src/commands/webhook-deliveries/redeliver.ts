import { Command } from 'commander'
import { CliError, EXIT } from '../../cli-error.ts'
import { paint, print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

interface Options {
  readonly since?: string
  readonly until?: string
  readonly all?: true
}

export function redeliverCommand(): Command {
  return new Command('redeliver')
    .description('send the event of a delivery again, or the events of a span of time')
    .argument('<endpoint>', 'ID of the webhook endpoint')
    .argument('[delivery]', 'ID of the delivery; without it, --since')
    .option('--since <time>', 'events not before this time, such as 2026-11-26T12:00:00Z')
    .option('--until <time>', 'events before this time; now when left out')
    .option('--all', 'also those that the endpoint has accepted')
    .action(
      async (
        id: string,
        deliveryId: string | undefined,
        { since, until, all }: Options,
        command: Command,
      ) => {
        const { server, json } = serverOf(command)
        if (deliveryId === undefined && since === undefined)
          throw new CliError('Nothing to send again.', 'Give the ID of a delivery, or --since.', EXIT.usage)
        if (deliveryId !== undefined && (since ?? until ?? all) !== undefined)
          throw new CliError(
            'A delivery and a span of time are named.',
            'Give the ID of a delivery alone, or --since with --until and --all.',
            EXIT.usage,
          )
        const events = all ? 'all' : 'undelivered'
        const result =
          deliveryId === undefined
            ? await server.webhookDeliveries.redeliverSpan(id, { since: since ?? '', until, events })
            : await server.webhookDeliveries.redeliver(id, deliveryId)
        if (json) return printJson(result)
        const { queuedCount } = result
        print(
          `${paint('green', '✓')} ${queuedCount === 1 ? '1 event is' : `${queuedCount} events are`} sent again.`,
        )
      },
    )
}
